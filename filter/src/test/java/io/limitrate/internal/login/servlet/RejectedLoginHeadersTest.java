package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.servlet.LoginApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The headers of a login that takes no attempt, while a policy of the site permits more requests.
 */
class RejectedLoginHeadersTest {
  private static final String HERE = address(0);
  private static final long START = 1_767_225_600;

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void start() throws Exception {
    ResponseSettings usual = ResponseSettings.DEFAULT;
    login.start(
        login
            .configuration(LoginApp.settings())
            .response(
                new ResponseSettings(
                    EnumSet.of(Dialect.X_RATELIMIT, Dialect.IETF), usual.body(), usual.htmlPage()))
            .limit("/*", Policy.builder("site").quotas("10000/1d").key("ip").build()));
  }

  @AfterEach
  void close() {
    login.close();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return String.join(", ", answer.headers().allValues(name));
  }

  @Test
  void headersDescribeThePolicyWhileTheLoginIsOpen() {
    HttpResponse<String> wrong = login.login(HERE, "alice", "wrong");

    assertThat(header(wrong, "X-RateLimit-Limit")).isEqualTo("10000");
    assertThat(header(wrong, "X-RateLimit-Remaining")).isEqualTo("9999");
  }

  @Test
  void headersDescribeTheBlockOfAnAddress() {
    IntStream.range(0, 6).forEach(i -> login.guess(HERE, "alice"));
    login.app().pass(Duration.ofSeconds(109));

    HttpResponse<String> blocked = login.login(HERE, "bob", RIGHT);

    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(header(blocked, "Retry-After")).isEqualTo("191");
    assertThat(header(blocked, "X-RateLimit-Limit")).isEqualTo("5");
    assertThat(header(blocked, "X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(header(blocked, "X-RateLimit-Reset")).isEqualTo(Long.toString(START + 300));
    assertThat(header(blocked, "RateLimit-Policy")).isEqualTo("\"main\";q=5;w=60");
    assertThat(header(blocked, "RateLimit")).isEqualTo("\"main\";r=0;t=191");
  }

  @Test
  void headersOfABlockedUsernameDifferOnlyInTheTime() {
    IntStream.range(10, 20).forEach(i -> login.guess(address(i), "alice"));

    HttpResponse<String> locked = login.login(HERE, "alice", RIGHT);

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(header(locked, "Retry-After")).isEqualTo("3600");
    assertThat(header(locked, "X-RateLimit-Limit")).isEqualTo("5");
    assertThat(header(locked, "X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(header(locked, "X-RateLimit-Reset")).isEqualTo(Long.toString(START + 3600));
  }

  /** A challenge has no Retry-After, so the headers of the policy stay true. */
  @Test
  void challengeLeavesThePolicysHeaders() {
    login.provoke(HERE, "alice");

    HttpResponse<String> challenged = login.login(HERE, "alice", RIGHT);

    assertThat(challenged.statusCode()).isEqualTo(403);
    assertThat(header(challenged, "Retry-After")).isEmpty();
    assertThat(header(challenged, "X-RateLimit-Remaining")).isEqualTo("9996");
  }
}
