package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static io.limitrate.servlet.LoginApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.LoginEvent.LoginFailed;
import io.limitrate.servlet.LoginApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An HTTP/2 client that reads the status of an answer, and resets the stream before the body. */
@Timeout(60)
class LoginResetTest {
  private final LoginApp login = new LoginApp();
  private final LogLines log = LogLines.of(LoginGuard.class);

  @AfterEach
  void close() {
    log.close();
    login.close();
  }

  private long failures() {
    return login.events().stream().filter(LoginFailed.class::isInstance).count();
  }

  @Test
  void answerThatIsResetBehindItsHeadersCountsByItsStatus() throws Exception {
    login.start(
        login.configuration(LoginApp.settings()),
        (request, response) -> {
          response.setStatus(401);
          response.getOutputStream().write(new byte[1_000]);
          response.flushBuffer();
        });

    try (Http2Connection connection = new Http2Connection(login.app().connect())) {
      for (int i = 0; i < 3; i++) {
        connection.postAndReset("/app/login", address(0), form("alice", WRONG));
        awaitFailures(i + 1);
      }
    }

    assertThat(login.guess(address(0), "alice")).isEqualTo(403);
    assertThat(log.lines()).noneMatch(line -> line.contains("no known outcome"));
  }

  private void awaitFailures(int count) {
    while (failures() < count) {
      Thread.onSpinWait();
    }
  }
}
