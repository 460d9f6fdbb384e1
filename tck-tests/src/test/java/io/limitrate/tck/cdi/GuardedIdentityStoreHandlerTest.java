package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.cdi.app.Guarded;
import io.limitrate.tck.cdi.app.Heard;
import io.limitrate.tck.cdi.app.HeardServlet;
import io.limitrate.tck.cdi.app.Mechanism;
import io.limitrate.tck.cdi.app.People;
import io.limitrate.tck.cdi.app.Riddle;
import io.limitrate.tck.cdi.app.SecuredServlets;
import io.limitrate.tck.cdi.app.Staff;
import io.limitrate.tck.cdi.app.Strangers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that Jakarta Security checks before any filter, or in the middle of a request. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class GuardedIdentityStoreHandlerTest {
  private static final String YAML =
      """
      store: { caffeine: {} }
      challenges:
        riddle: { provider: io.limitrate.tck.cdi.app.Riddle, unavailable: closed }
      logins:
        main:
          paths: [/signin, /programmatic]
          challenge: riddle
          address: { attempts: 5/1m, challenge: 3/1m }
          device: { secure: false }
      """;

  @TempDir Path directory;
  private War war;

  @BeforeEach
  void deploy() throws Exception {
    war =
        War.deploy(
            directory,
            YAML,
            List.of(
                Guarded.class,
                Heard.class,
                HeardServlet.class,
                Mechanism.class,
                People.class,
                Riddle.class,
                SecuredServlets.class,
                SecuredServlets.Open.class,
                SecuredServlets.Closed.class,
                SecuredServlets.Programmatic.class,
                SecuredServlets.Checks.class,
                Staff.class,
                Strangers.class));
  }

  @AfterEach
  void undeploy() throws Exception {
    war.close();
  }

  @Test
  void asksAllStoresAndMakesTheBrowserKnown() throws Exception {
    HttpResponse<String> success = login("/signin", "alice", "right");

    assertThat(success.body()).isEqualTo("alice people staff");
    assertThat(success.headers().allValues("Set-Cookie"))
        .filteredOn(cookie -> cookie.startsWith("limitrate-device-"))
        .hasSize(1);
  }

  @Test
  void whatIsRejectedIsAnsweredByTheFilterAndNeverChecked() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(login("/signin", "alice", "wrong").body()).isEqualTo("nobody");
    }
    HttpResponse<String> challenged = login("/signin", "alice", "right");
    login("/signin", "alice", "right");
    HttpResponse<String> blocked = login("/signin", "alice", "right");

    assertThat(challenged.statusCode()).isEqualTo(403);
    assertThat(challenged.body()).contains("\"challenge\"").contains("riddle");
    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(blocked.headers().firstValue("Retry-After")).isPresent();
    assertThat(checks()).isEqualTo("3");
  }

  @Test
  void aPathThatIsNoLoginIsAnsweredAsWell() throws Exception {
    fail(3);

    assertThat(login("/elsewhere", "alice", "right").statusCode()).isEqualTo(403);
    assertThat(checks()).isEqualTo("3");
  }

  /** The mechanism ends the request, so no other code can report the rejection. */
  @Test
  void whatTheFilterNeverSeesLooksLikeAWrongPassword() throws Exception {
    fail(3);

    HttpResponse<String> rejected = login("/private", "alice", "right");

    assertThat(rejected.statusCode()).isEqualTo(401);
    assertThat(checks()).isEqualTo("3");
  }

  @Test
  void aSolvedChallengeInTheFormLetsTheCheckGoOn() throws Exception {
    fail(3);

    HttpResponse<String> solved =
        war.post("/private", "username=alice&password=right&answer=right-1");
    HttpResponse<String> again =
        war.post("/signin", "username=alice&password=right&answer=right-1");

    assertThat(solved.body()).isEqualTo("alice people staff");
    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(checks()).isEqualTo("4");
  }

  /** If each check counted twice, the third check would be the sixth attempt. */
  @Test
  void aCheckWithinARequestThatTheFilterCountedIsTheSameAttempt() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(login("/programmatic", "alice", "wrong").statusCode()).isEqualTo(401);
    }

    assertThat(login("/programmatic", "alice", "right").statusCode()).isEqualTo(403);
    assertThat(checks()).isEqualTo("3");
    assertThat(heard())
        .containsExactly(
            "LoginFailed alice",
            "LoginFailed alice",
            "LoginFailed alice",
            "ChallengeRequired alice");
  }

  @Test
  void aSuccessWithinARequestMakesTheBrowserKnown() throws Exception {
    HttpResponse<String> success = login("/programmatic", "alice", "right");

    assertThat(success.body()).isEqualTo("alice people staff");
    assertThat(success.headers().firstValue("Set-Cookie")).isPresent();
    assertThat(heard()).isEmpty();
  }

  @Test
  void aStoreThatFailsHasFailedTheUsername() throws Exception {
    assertThat(login("/private", "alice", "lost").statusCode()).isEqualTo(401);

    assertThat(heard()).containsExactly("LoginFailed alice");
  }

  @Test
  void whatIsNobodysNameIsNeverChecked() throws Exception {
    assertThat(login("/elsewhere", "%00", "right").body()).isEqualTo("nobody");

    assertThat(checks()).isEqualTo("0");
    assertThat(heard()).containsExactly("LoginFailed null");
  }

  private void fail(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      login("/signin", "alice", "wrong");
    }
  }

  private HttpResponse<String> login(String path, String username, String password)
      throws Exception {
    return war.post(path, "username=" + username + "&password=" + password);
  }

  private String checks() throws Exception {
    return war.get("/checks").body();
  }

  private List<String> heard() throws Exception {
    return war.get("/heard").body().lines().toList();
  }
}
