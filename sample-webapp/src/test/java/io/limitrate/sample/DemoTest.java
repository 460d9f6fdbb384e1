package io.limitrate.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @AfterEach
  void forgetTheSettings() {
    System.clearProperty("port");
    System.clearProperty("host");
    System.clearProperty("webapp");
    System.clearProperty("limitrate.policies.site.quotas");
  }

  @Test
  void tellsInOneLineThatThePortIsTaken() throws IOException, InterruptedException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.setProperty("port", Integer.toString(taken.getLocalPort()));

      assertThat(run()).isFalse();
      assertThat(errors.toString(UTF_8).lines())
          .singleElement()
          .asString()
          .contains("127.0.0.1:" + taken.getLocalPort() + ": Address already in use");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "65536", "http", "99999999999"})
  void tellsInOneLineThatThePortIsNone(String port) throws InterruptedException {
    System.setProperty("port", port);

    assertThat(run()).isFalse();
    assertThat(errors.toString(UTF_8))
        .isEqualToIgnoringNewLines("-Dport=" + port + ": must be from 0 to 65535");
  }

  @Test
  void tellsInOneLineThatThereIsNoWebApplication() throws InterruptedException {
    System.setProperty("webapp", "/nowhere");

    assertThat(run()).isFalse();
    assertThat(errors.toString(UTF_8).lines()).singleElement().asString().startsWith("/nowhere: ");
  }

  @Test
  void tellsWhichSettingIsWrong() throws InterruptedException {
    System.setProperty("port", "0");
    System.setProperty("limitrate.policies.site.quotas", "many");

    assertThat(run()).isFalse();
    assertThat(errors.toString(UTF_8))
        .contains("limitrate.policies.site.quotas", "\"many\"")
        .doesNotContain("\tat ");
  }

  private boolean run() throws InterruptedException {
    return Demo.run(System.out, new PrintStream(errors, true, UTF_8));
  }
}
