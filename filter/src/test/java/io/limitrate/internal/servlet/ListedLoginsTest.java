package io.limitrate.internal.servlet;

import static io.limitrate.config.CallerLists.NONE;
import static io.limitrate.config.CallerLists.ranges;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.servlet.LoginApp;
import org.junit.jupiter.api.Test;

/** Lists of callers before a login. */
class ListedLoginsTest {

  @Test
  void anAllowedCallerIsStillGuardedByLogins() throws Exception {
    try (LoginApp login = new LoginApp()) {
      String here = LoginApp.address(0);
      login.start(login.configuration(LoginApp.settings()).lists(NONE.allowing(ranges(here))));

      for (int i = 0; i < 5; i++) {
        login.guess(here, "user" + i);
      }

      assertThat(login.guess(here, "alice")).isEqualTo(429);
    }
  }

  @Test
  void aDeniedCallerCannotAttemptALogin() throws Exception {
    try (LoginApp login = new LoginApp()) {
      String here = LoginApp.address(0);
      login.start(login.configuration(LoginApp.settings()).lists(NONE.denying(ranges(here))));

      assertThat(login.guess(here, "alice")).isEqualTo(403);
      assertThat(login.checks()).isZero();
      assertThat(login.events()).isEmpty();
    }
  }
}
