package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.config.Configuration;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.login.LoginMXBean;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.Outcome;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginManagementTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final String login = "login-" + System.identityHashCode(this);
  private ApplicationRuntime application = start(true);

  private ApplicationRuntime start(boolean jmx) {
    return ApplicationRuntime.start(
        Configuration.builder().login(LoginSettings.builder(login).build()).jmx(jmx).build(),
        new ManualClock());
  }

  @AfterEach
  void stop() {
    application.close();
  }

  private Set<ObjectName> names() throws Exception {
    return SERVER.queryNames(new ObjectName("io.limitrate:type=Login,name=" + login + ",*"), null);
  }

  private LoginMXBean bean() throws Exception {
    return JMX.newMXBeanProxy(SERVER, names().iterator().next(), LoginMXBean.class);
  }

  private void attempts(int times, String address, String username) {
    for (int i = 0; i < times; i++) {
      LoginAttempt attempt =
          application.application().login(login).attempt(address, n -> List.of());
      attempt.identify(username, TokenSource.NONE);
      attempt.conclude(Outcome.FAILURE, null);
    }
  }

  @Test
  void showsAndLiftsBlocks() throws Exception {
    attempts(6, "192.0.2.1", "bob");
    IntStream.range(0, 11).forEach(i -> attempts(1, "198.51.100." + i, "alice"));

    assertThat(bean().getBlocks())
        .extracting(LoginMXBean.Block::getKind)
        .containsExactlyInAnyOrder("ADDRESS", "USERNAME");
    assertThat(bean().secondsOfAddress("192.0.2.1")).isEqualTo(300);
    assertThat(bean().secondsOfUsername(" ALICE")).isEqualTo(3600);
    assertThat(bean().getBlocks()).allMatch(block -> block.getRemainingSeconds() >= 300);

    assertThat(bean().liftUsername("Alice")).isTrue();
    assertThat(bean().lift(bean().getBlocks().get(0).getId())).isTrue();
    assertThat(bean().lift("AAAAAAAAAAAAAAAAAAAAAA")).isFalse();
    assertThat(bean().getBlocks()).isEmpty();
  }

  @Test
  void acceptsAnyAddressOfACountedNetwork() throws Exception {
    attempts(6, "2001:db8::/64", "bob");

    assertThat(bean().secondsOfAddress("2001:db8::1234")).isEqualTo(300);
    assertThat(bean().liftAddress("2001:db8::/64")).isTrue();
  }

  @Test
  void isRegisteredIfConfiguredUntilTheLimiterCloses() throws Exception {
    assertThat(names()).hasSize(1);
    application.close();
    assertThat(names()).isEmpty();

    application = start(false);
    assertThat(names()).isEmpty();
  }
}
