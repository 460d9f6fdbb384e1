package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.cdi.app.Directory;
import io.limitrate.tck.cdi.app.Heard;
import io.limitrate.tck.cdi.app.HeardServlet;
import io.limitrate.tck.cdi.app.SignInServlet;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** CDI events that a login sends and receives, without any registration. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class LoginEventsTest {
  private static final String YAML =
      """
      store: { caffeine: {} }
      logins:
        main: { paths: [/login], address: { attempts: 5/1m, challenge: 3/1m }, device: { secure: false } }
      """;

  @TempDir Path directory;
  private War war;

  @BeforeEach
  void deploy() throws Exception {
    war =
        War.deploy(
            directory,
            YAML,
            List.of(Directory.class, Heard.class, HeardServlet.class, SignInServlet.class));
  }

  @AfterEach
  void undeploy() throws Exception {
    war.close();
  }

  @Test
  void beansHearWhatHappens() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(login("alice", "wrong").body()).isEqualTo("done");
    }
    HttpResponse<String> challenged = login("alice", "wrong");
    login("bob", "wrong");
    HttpResponse<String> blocked = login("carol", "wrong");

    assertThat(challenged.statusCode()).isEqualTo(403);
    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(heard())
        .startsWith(
            "LoginFailed alice",
            "LoginFailed alice",
            "LoginFailed alice",
            "ChallengeRequired alice",
            "ChallengeRequired bob")
        .endsWith("Blocked null", "block of ADDRESS");
  }

  @Test
  void anEventSaysThatALoginSucceeded() throws Exception {
    HttpResponse<String> success = login("Alice", "right");

    assertThat(success.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(cookie -> assertThat(cookie).startsWith("limitrate-device-"));
    assertThat(heard()).isEmpty();
  }

  /** Without the event, the unknown outcome would count as a failure. */
  @Test
  void anEventSaysThatTheUsernameIsNotToBlame() throws Exception {
    HttpResponse<String> error = login("alice", "lost");

    assertThat(error.headers().map()).doesNotContainKey("Set-Cookie");
    assertThat(heard()).isEmpty();
  }

  private HttpResponse<String> login(String username, String password) throws Exception {
    return war.post("/login", "username=" + username + "&password=" + password);
  }

  private List<String> heard() throws Exception {
    return war.get("/heard").body().lines().toList();
  }
}
