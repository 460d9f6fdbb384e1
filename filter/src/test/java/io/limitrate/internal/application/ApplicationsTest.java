package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.yaml.Components;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplicationsTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader program = new URLClassLoader(new URL[0], before);

  @BeforeEach
  void enter() {
    Thread.currentThread().setContextClassLoader(program);
  }

  @AfterEach
  void leave() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    program.close();
  }

  private record Deployed(ContextPath contextPath) implements Deployment {
    @Override
    public Configuration read(Components objects) {
      return Configuration.builder().build();
    }

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }
  }

  @Test
  void deploymentThatUsesAnInstalledLimiterLeavesNothingBehind() {
    ApplicationRuntime installed =
        ApplicationRuntime.start(Configuration.builder().build()).install();
    try (installed) {
      assertThat(ApplicationRuntime.of(new Deployed(new ContextPath("/shop")))).isSameAs(installed);
    }

    assertThat(Bootstrap.contextPath()).isEmpty();
  }

  @Test
  void deploymentWhoseLimiterIsStartedIsKnownUntilItsEnd() {
    Deployed shop = new Deployed(new ContextPath("/shop"));

    ApplicationRuntime.of(shop);

    assertThat(Bootstrap.contextPath()).contains(shop.contextPath());
    Bootstrap.end(shop);
    assertThat(Bootstrap.contextPath()).isEmpty();
  }
}
