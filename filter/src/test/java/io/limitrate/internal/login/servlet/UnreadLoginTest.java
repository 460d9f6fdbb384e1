package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.FORM;
import static io.limitrate.servlet.LoginApp.JSON;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.UsernameSource;
import io.limitrate.servlet.LoginApp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The warning about a login whose application reads the username from another place. */
class UnreadLoginTest {
  private static final UsernameSource FIELD = new UsernameSource.Form("email");
  private static final UsernameSource POINTER = new UsernameSource.Json("/email");

  private final LoginApp login = new LoginApp();
  private final LogLines log = LogLines.of(LoginGuard.class);

  @AfterEach
  void close() {
    log.close();
    login.close();
  }

  private void start() throws Exception {
    login.start(LoginApp.settings().username(List.of(FIELD, POINTER)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        FORM + " | user=s3cret | a form",
        FORM + " | '' | an empty form",
        JSON + " | {\"user\":\"s3cret\"} | JSON",
        "text/plain | '' | neither a form nor JSON"
      })
  void warnsAboutAnAttemptWithoutAUsernameAndNamesItsBody(String type, String body, String kind)
      throws Exception {
    start();

    assertThat(login.post(address(0), type, body).statusCode()).isEqualTo(403);

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("login main: ", " one: " + kind + " without form:email | json:/email. Name the")
        .doesNotContain("s3cret");
  }

  @Test
  void warnsAboutAFormThatAnotherFilterReads() throws Exception {
    login
        .app()
        .filter(
            (request, response, chain) -> {
              request.getReader();
              chain.doFilter(request, response);
            });
    start();

    assertThat(login.post(address(0), FORM, "email=s3cret").statusCode()).isEqualTo(403);

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("a body that a filter before Limitrate reads (map RateLimitFilter before it)");
  }

  @ParameterizedTest
  @CsvSource({"multipart/form-data; boundary=x, 415", "application/json, 400"})
  void warnsAboutAnUnreadableAttemptAndNamesItsStatus(String type, int status) throws Exception {
    start();

    assertThat(login.post(address(0), type, "--x s3cret").statusCode()).isEqualTo(status);

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("login main: ", " one: " + status + ", ", "is read from form:email | json:/email")
        .doesNotContain("s3cret");
  }

  @Test
  void doesNotWarnAboutAnAttemptWithAUsername() throws Exception {
    start();

    assertThat(login.post(address(0), FORM, "email=alice").statusCode()).isEqualTo(401);

    assertThat(log.lines()).isEmpty();
  }
}
