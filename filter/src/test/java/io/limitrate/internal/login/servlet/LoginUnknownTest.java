package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.servlet.LoginApp;
import io.limitrate.servlet.WebApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The warning of an unknown outcome names what the rules of {@code outcome} lack. */
@Timeout(60)
class LoginUnknownTest {
  private final LoginApp login = new LoginApp();
  private final LogLines log = LogLines.of(LoginGuard.class);

  @AfterEach
  void close() {
    log.close();
    login.close();
  }

  private String warningOf(WebApp.Service service) throws Exception {
    login.start(LoginApp.settings(), service);
    login.login(address(1), "bob", RIGHT);
    return log.await("no known outcome");
  }

  @Test
  void warningNamesTheStatusAndThePathOfARedirectButNoValueOfItsQuery() throws Exception {
    String warning =
        warningOf((request, response) -> response.sendRedirect("/app/welcome?token=secret"));

    assertThat(warning)
        .contains("The last one ended with 302 to /app/welcome?token.")
        .contains("name it in logins.main.outcome.success")
        .doesNotContain("secret");
  }

  @Test
  void warningNamesTheStatusOfAnAnswerThatIsNoRedirect() throws Exception {
    assertThat(warningOf((request, response) -> response.setStatus(204)))
        .contains("The last one ended with status 204.");
  }

  @Test
  void warningNamesAnExceptionBeforeTheAnswer() throws Exception {
    String warning =
        warningOf(
            (request, response) -> {
              throw new IllegalStateException("secret");
            });

    assertThat(warning)
        .contains("The last one ended with an exception before the answer.")
        .doesNotContain("secret");
  }
}
