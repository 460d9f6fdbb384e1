package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.config.Configuration;
import io.limitrate.jaxrs.woven.WovenSessions;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginEvent.LoginFailed;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.OutcomeRules;
import io.limitrate.login.UsernameSource;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginFeatureTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final String TEXT = "text/plain";

  private final List<LoginEvent> events = new CopyOnWriteArrayList<>();
  private RestApplication application;

  @BeforeEach
  void forget() {
    Sessions.CHECKS.set(0);
  }

  @AfterEach
  void close() throws Exception {
    if (application != null) {
      application.close();
    }
  }

  private Configuration configuration(LoginSettings.Builder login) {
    return Configuration.builder().login(login.build()).loginListener(events::add).build();
  }

  /** Three attempts of an address per minute, and two failures of a user per hour. */
  private static LoginSettings.Builder login() {
    return LoginSettings.builder("main")
        .username(List.of(new UsernameSource.Form("user"), new UsernameSource.Json("/user")))
        .address(limits(new Limit(3, Duration.ofMinutes(1)), Limit.NONE))
        .user(limits(Limit.NONE, new Limit(2, Duration.ofHours(1))))
        .outcome(new OutcomeRules(Set.of(401), Set.of(204), List.of(), List.of()))
        .challenge(new ChallengeSettings.None());
  }

  /** Unlimited attempts of an address. */
  private static LoginSettings.Builder patient() {
    return login().address(limits(new Limit(100, Duration.ofMinutes(1)), Limit.NONE));
  }

  private static LoginLimits limits(Limit attempts, Limit failures) {
    return new LoginLimits(attempts, failures, Limit.NONE, LoginLimits.BLOCK, Spraying.NONE);
  }

  private void open() throws Exception {
    application = RestApplication.of(configuration(login()), Sessions.class);
  }

  private int form(String user, String password) {
    return application
        .post("/sessions/form", FORM, "user=" + user + "&password=" + password)
        .statusCode();
  }

  private int json(String body) {
    return application.post("/sessions/json", JSON, body).statusCode();
  }

  private HttpResponse<String> headers(String path, String user, String password) {
    return application.post(path, TEXT, "", "User", user, "Password", password);
  }

  @Test
  void fourthAttemptOfAnAddressIsNotMade() throws Exception {
    open();

    List<Integer> statuses = new ArrayList<>();
    for (String user : new String[] {"a", "b", "c", "d"}) {
      statuses.add(form(user, "right"));
    }

    assertThat(statuses).containsExactly(204, 204, 204, 429);
    assertThat(Sessions.CHECKS).hasValue(3);
  }

  @Test
  void blockedAttemptIsAProblemWithRetryAfter() throws Exception {
    open();
    for (int i = 0; i < 3; i++) {
      form("alice", "right");
    }

    HttpResponse<String> rejected = application.post("/sessions/form", FORM, "user=alice");

    assertThat(rejected.headers().firstValue("Retry-After")).contains("300");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "/sessions/form, false",
    "/sessions/form, true",
    "/woven/form, false",
    "/woven/form, true",
    "/sessions/service, false"
  })
  void headersOfABlockedAttemptDescribeTheLogin(String path, boolean filtered) throws Exception {
    open(filtered, login());
    for (int i = 0; i < 3; i++) {
      attempt(path, "user" + i);
    }

    HttpResponse<String> rejected = attempt(path, "alice");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().allValues("X-RateLimit-Limit")).containsExactly("3");
    assertThat(rejected.headers().allValues("X-RateLimit-Remaining")).containsExactly("0");
    assertThat(rejected.headers().allValues("X-RateLimit-Reset")).hasSize(1);
  }

  private HttpResponse<String> attempt(String path, String user) {
    return path.endsWith("service")
        ? headers(path, user, "right")
        : application.post(path, FORM, "user=" + user + "&password=right");
  }

  @Test
  void usernameOfAFormIsBlocked() throws Exception {
    open();

    assertThat(form("alice", "wrong")).isEqualTo(401);
    assertThat(form("+ALICE", "wrong")).isEqualTo(401);
    assertThat(form("alice", "right")).isEqualTo(429);
    assertThat(Sessions.CHECKS).hasValue(2);
  }

  @Test
  void usernameOfAnEntityIsWhereTheLoginSays() throws Exception {
    open();

    assertThat(json("{\"user\":\"alice\",\"password\":\"wrong\"}")).isEqualTo(401);
    assertThat(json("{\"user\":\"Alice\",\"password\":\"wrong\"}")).isEqualTo(401);
    assertThat(json("{\"user\":\"alice\",\"password\":\"right\"}")).isEqualTo(429);
    assertThat(Sessions.CHECKS).hasValue(2);
  }

  @Test
  void usernameOfAPathIsBlocked() throws Exception {
    open();

    assertThat(application.post("/sessions/users/alice", TEXT, "wrong").statusCode())
        .isEqualTo(401);
    assertThat(application.post("/sessions/users/%41lice", TEXT, "wrong").statusCode())
        .isEqualTo(401);
    assertThat(application.post("/sessions/users/alice", TEXT, "right").statusCode())
        .isEqualTo(429);
  }

  @Test
  void successForgivesAUsernamesFailures() throws Exception {
    open();

    assertThat(form("alice", "wrong")).isEqualTo(401);
    assertThat(form("alice", "right")).isEqualTo(204);
    assertThat(form("alice", "wrong")).isEqualTo(401);
    assertThat(events).filteredOn(LoginFailed.class::isInstance).hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/x-www-form-urlencoded | user=alice&user=bob | 400",
        "application/x-www-form-urlencoded | user=%00 | 400",
        "application/x-www-form-urlencoded | user=%FF | 400",
        "application/json | {\"user\":\"alice\"} | 415",
        "application/x-www-form-urlencoded; charset=utf-7 | user=alice | 415",
      })
  void formThatReadersCouldDisagreeAboutIsNotRead(String type, String body, int status)
      throws Exception {
    open();

    HttpResponse<String> rejected = application.post("/sessions/form", type, body);

    assertThat(rejected.statusCode()).isEqualTo(status);
    assertThat(Sessions.CHECKS).hasValue(0);
    assertThat(events).hasSize(1).first().isInstanceOf(LoginFailed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user\":\"a\",\"user\":\"b\"}",
        "{\"user\":7}",
        "{\"user\":\"a\"",
        "[[[[[[[[[["
      })
  void jsonThatReadersCouldDisagreeAboutIsNotRead(String body) throws Exception {
    open();

    assertThat(json(body)).isEqualTo(400);
    assertThat(Sessions.CHECKS).hasValue(0);
  }

  @Test
  void longBodyIsNotRead() throws Exception {
    open();

    assertThat(json("{\"user\":\"alice\",\"x\":\"" + "x".repeat(16 * 1024) + "\"}")).isEqualTo(413);
    assertThat(Sessions.CHECKS).hasValue(0);
  }

  @Test
  void formThatAFilterHasReadIsReadAllTheSame() throws Exception {
    application =
        RestApplication.behind(
            (request, response, chain) -> {
              request.getParameter("user");
              chain.doFilter(request, response);
            },
            configuration(login()),
            Sessions.class);

    assertThat(form("alice", "wrong")).isEqualTo(401);
    assertThat(form("alice", "wrong")).isEqualTo(401);
    assertThat(form("alice", "right")).isEqualTo(429);
  }

  @Test
  void queryStringDoesNotHideTheNameOfAFormThatAFilterHasRead() throws Exception {
    application =
        RestApplication.behind(
            (request, response, chain) -> {
              request.getParameter("user");
              chain.doFilter(request, response);
            },
            configuration(login()),
            Sessions.class);

    HttpResponse<String> rejected =
        application.post("/sessions/form?user=bob", FORM, "user=alice&password=right");

    assertThat(rejected.statusCode()).isEqualTo(400);
    assertThat(Sessions.CHECKS).hasValue(0);
  }

  @Test
  void stageIsConcludedByItsAnswer() throws Exception {
    open();

    assertThat(headers("/sessions/stage", "alice", "wrong").statusCode()).isEqualTo(401);
    assertThat(headers("/sessions/stage", "alice", "wrong").statusCode()).isEqualTo(401);
    assertThat(headers("/sessions/stage", "alice", "right").statusCode()).isEqualTo(429);
  }

  @Test
  void methodThatBreaksIsAFailureOfItsUsername() throws Exception {
    open();

    assertThat(headers("/sessions/breaking", "alice", "").statusCode()).isEqualTo(500);
    assertThat(headers("/sessions/breaking", "alice", "").statusCode()).isEqualTo(500);
    assertThat(headers("/sessions/breaking", "alice", "").statusCode()).isEqualTo(429);
  }

  @Test
  void successMakesTheBrowserKnown() throws Exception {
    open();

    HttpResponse<String> success =
        application.post("/sessions/form", FORM, "user=alice&password=right");

    assertThat(success.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("limitrate-device-")
        .contains("HttpOnly");
  }

  /** A client may send several cookies of one name. JAX-RS returns only one of them. */
  @ParameterizedTest
  @ValueSource(strings = {"%s", "limitrate-device-main=junk; %s", "%s; limitrate-device-main=junk"})
  void knownBrowserGetsInWhereItsUserIsBlocked(String cookies) throws Exception {
    application = RestApplication.of(configuration(patient()), Sessions.class);
    HttpResponse<String> first =
        application.post("/sessions/form", FORM, "user=alice&password=right");
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
    form("alice", "wrong");
    form("alice", "wrong");
    assertThat(form("alice", "right")).isEqualTo(429);

    HttpResponse<String> known =
        application.post(
            "/sessions/form",
            FORM,
            "user=alice&password=right",
            "Cookie",
            cookies.formatted(cookie));

    assertThat(known.statusCode()).isEqualTo(204);
  }

  @ParameterizedTest(name = "{0} beside {1}")
  @CsvSource({"/sessions/cookie, own=1", "/sessions/session, JSESSIONID="})
  void deviceCookieLeavesOthersAlone(String path, String other) throws Exception {
    application =
        RestApplication.behind(
            (request, response, chain) -> chain.doFilter(request, response),
            configuration(login()),
            Sessions.class);

    List<String> cookies = headers(path, "alice", "right").headers().allValues("Set-Cookie");

    assertThat(cookies).hasSize(2);
    assertThat(cookies).anyMatch(cookie -> cookie.startsWith("limitrate-device-"));
    assertThat(cookies).anyMatch(cookie -> cookie.startsWith(other));
  }

  @Test
  void applicationMaySayWhatCameOfIt() throws Exception {
    open();

    HttpResponse<String> told = headers("/sessions/told", "alice", "");

    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.headers().firstValue("Set-Cookie")).isPresent();
    assertThat(events).isEmpty();
  }

  @Test
  void attemptWithoutAUsernameTakesAChallenge() throws Exception {
    application =
        RestApplication.of(
            configuration(login().challenge(ChallengeSettings.DEFAULT)), Sessions.class);

    HttpResponse<String> asked =
        application.post("/sessions/form", FORM, "password=right", "Accept", "text/html");

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(asked.body()).contains("\"challenge\":{\"provider\":\"altcha\"");
    assertThat(Sessions.CHECKS).hasValue(0);
  }

  @Test
  void resourceAndItsWovenServiceAreOneAttempt() throws Exception {
    open();

    for (int i = 0; i < 3; i++) {
      assertThat(headers("/sessions/service", "user" + i, "right").statusCode()).isEqualTo(204);
    }
    assertThat(headers("/sessions/service", "user3", "right").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "/sessions/service, true",
    "/woven/service, true",
    "/woven/stage, false",
    "/woven/stage, true",
    "/sessions/stage, true",
  })
  void requestIsOneAttemptWhoeverSeesIt(String path, boolean filtered) throws Exception {
    open(filtered, login().username(List.of(new UsernameSource.Header("User"))).paths(paths(path)));

    for (int i = 0; i < 3; i++) {
      assertThat(headers(path, "user" + i, "right").statusCode()).isEqualTo(204);
    }
    assertThat(headers(path, "user3", "right").statusCode()).isEqualTo(429);
  }

  @ParameterizedTest(name = "{0}, behind the filter: {1}")
  @CsvSource({
    "/sessions/form, false",
    "/sessions/form, true",
    "/woven/form, false",
    "/woven/form, true",
    "/woven/json, false",
    "/woven/json, true",
  })
  void userIsBlockedWhoeverSeesTheRequest(String path, boolean filtered) throws Exception {
    open(filtered, patient().paths(paths(path)));

    assertThat(credentials(path, "alice", "wrong")).isEqualTo(401);
    assertThat(credentials(path, "bob", "wrong")).isEqualTo(401);
    assertThat(credentials(path, "alice", "wrong")).isEqualTo(401);
    assertThat(events).filteredOn(LoginFailed.class::isInstance).hasSize(3);
    assertThat(credentials(path, "alice", "right")).isEqualTo(429);
  }

  /** The filter and the method may read different usernames. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/sessions/form", "/woven/form"})
  void otherNameThanTheFilterReadsIsCountedToo(String path) throws Exception {
    open(true, patient().username(List.of(new UsernameSource.Header("User"))).paths(paths(path)));

    for (int i = 0; i < 2; i++) {
      assertThat(
              application
                  .post(path, FORM, "user=alice&password=wrong", "User", "other" + i)
                  .statusCode())
          .isEqualTo(401);
    }

    assertThat(
            application
                .post(path, FORM, "user=alice&password=right", "User", "other2")
                .statusCode())
        .isEqualTo(429);
  }

  private static List<String> paths(String path) {
    return List.of(path);
  }

  private void open(boolean filtered, LoginSettings.Builder login) throws Exception {
    application =
        filtered
            ? RestApplication.filtered(configuration(login), Sessions.class, WovenSessions.class)
            : RestApplication.of(configuration(login), Sessions.class, WovenSessions.class);
  }

  private int credentials(String path, String user, String password) {
    return path.endsWith("json")
        ? application
            .post(path, JSON, "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}")
            .statusCode()
        : application.post(path, FORM, "user=" + user + "&password=" + password).statusCode();
  }

  @Test
  void rejectsToDeployAUsernameThatNobodyCanRead() {
    assertThatThrownBy(() -> RestApplication.of(configuration(login()), Sessions.Wrong.class))
        .rootCause()
        .hasMessageContaining(
            "Sessions$Wrong.entity: @LoginProtected(\"main\"): the @LoginUsername parameter is not"
                + " known before the method is invoked");
  }

  @Test
  void rejectsToDeployALoginThatIsNotConfigured() {
    assertThatThrownBy(() -> RestApplication.of(configuration(login()), Sessions.Unknown.class))
        .rootCause()
        .hasMessageContaining("@LoginProtected(\"nowhere\"): is not configured");
  }
}
