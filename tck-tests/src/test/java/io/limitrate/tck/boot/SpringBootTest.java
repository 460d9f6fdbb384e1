package io.limitrate.tck.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Policy;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.enforcement.AnnotationCheck;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.LogLines;
import io.limitrate.tck.cdi.vain.Plain;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which limiter the beans of Spring Boot get, and what the log says when the program starts. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class SpringBootTest {
  private static final String ONE_AN_HOUR =
      """
      store: { caffeine: {} }
      policies: { site: { key: ip, quotas: 1/1h } }
      rules: [{ path: /*, policies: site }]
      """;

  @TempDir Path directory;
  private Boot boot;

  @BeforeEach
  void program() {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    boot = new Boot(directory);
  }

  @AfterEach
  void end() throws Exception {
    boot.close();
    System.clearProperty("org.springframework.boot.logging.LoggingSystem");
  }

  @Test
  void beanGetsTheLimiterOfTheFilterWhileTheProgramStarts() throws Exception {
    boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR).run(() -> {}, Filtered.class, Asking.class);

    assertThat(boot.bean(Early.class).limitrate().configuration().origin())
        .isEqualTo("/WEB-INF/limitrate.yaml");
    assertThat(boot.get("/")).isEqualTo(404);
    assertThat(boot.get("/")).isEqualTo(429);
  }

  @Test
  void listenerThatAsksBeforeTheFilterStartsGetsTheLimiterOfTheFilter() throws Exception {
    boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR).run(() -> {}, Filtered.class, Listening.class);

    assertThat(boot.bean(Listener.class).origin).isEqualTo("/WEB-INF/limitrate.yaml");
  }

  @Test
  void beanGetsTheLimiterThatTheBeanOfTheFilterBrings() throws Exception {
    boot.run(() -> {}, Given.class, Asking.class);

    assertThat(boot.bean(Early.class).limitrate()).isEqualTo(boot.bean(Limitrate.class));
  }

  @Test
  void programThatAsksBeforeItsContainerExistsDoesNotStartWithAFileInWebInf() throws Exception {
    boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    Limitrate[] early = new Limitrate[1];

    try {
      assertThatThrownBy(() -> boot.run(() -> early[0] = Limitrate.current(), Filtered.class))
          .hasStackTraceContaining("configuration /WEB-INF/limitrate.yaml: would be ignored")
          .hasStackTraceContaining(SpringBootTest.class.getName() + " asked for the limiter");
    } finally {
      early[0].close();
    }
  }

  @Test
  void startThatFailsLeavesNoLimiterToTheNextStart() throws Exception {
    boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    assertThatThrownBy(() -> boot.run(Limitrate::current, Filtered.class))
        .hasStackTraceContaining("would be ignored");

    boot.run(() -> assertThat(ApplicationRuntime.find()).isNull(), Filtered.class);

    assertThat(boot.get("/")).isEqualTo(404);
    assertThat(boot.get("/")).isEqualTo(429);
  }

  @Test
  void beanThatTheFilterNeedsDoesNotStartTheProgramWithAFileInWebInf() throws Exception {
    boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR);

    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      assertThatThrownBy(() -> boot.run(() -> {}, AskingFirst.class));

      assertThat(logged.lines())
          .anyMatch(
              line ->
                  line.contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
                      && line.contains(Early.class.getName() + " asked for the limiter"));
    }
  }

  @Test
  void annotationThatNothingEnforcesIsNamedInAProgramWithoutFilterAndJaxrs() throws Exception {
    try (LogLines logged = LogLines.of(AnnotationCheck.class)) {
      boot.copy(Plain.class).run(() -> {}, Unwoven.class);

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .startsWith("WARNING @RateLimited or @LoginProtected has no effect at ")
          .contains(Plain.class.getName() + ".call: the class file is not woven");
    }
  }

  @Test
  void annotationThatNothingEnforcesIsNamedOnceBesideAFilter() throws Exception {
    try (LogLines logged = LogLines.of(AnnotationCheck.class)) {
      boot.file("WEB-INF/limitrate.yaml", ONE_AN_HOUR)
          .copy(Plain.class)
          .run(() -> {}, Filtered.class, Unwoven.class);

      assertThat(logged.lines()).hasSize(1);
    }
  }

  /** A bean that asks for the limiter when it is created. */
  static final class Early {
    private final Limitrate limitrate = Limitrate.current();

    Limitrate limitrate() {
      return limitrate;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Asking {
    @Bean
    Early early() {
      return new Early();
    }
  }

  /** A listener that Spring Boot registers with the container. */
  static final class Listener implements ServletContextListener {
    private String origin = "";

    @Override
    public void contextInitialized(ServletContextEvent event) {
      origin = Limitrate.current().configuration().origin();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Listening {
    @Bean
    Listener listener() {
      return new Listener();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class AskingFirst {
    @Bean
    Early early() {
      return new Early();
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> limits(Early early) {
      assertThat(early.limitrate()).isNotNull();
      return new FilterRegistrationBean<>(new RateLimitFilter());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Filtered {
    @Bean
    FilterRegistrationBean<RateLimitFilter> limits() {
      return new FilterRegistrationBean<>(new RateLimitFilter());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Given {
    @Bean
    Limitrate limitrate() {
      Policy site = Policy.builder("site").quotas("1/1h").build();
      return Limitrate.start(
          io.limitrate.config.Configuration.builder()
              .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 100))
              .limit("/*", site)
              .build());
    }

    @Bean
    FilterRegistrationBean<RateLimitFilter> limits(Limitrate limitrate) {
      return new FilterRegistrationBean<>(new RateLimitFilter(limitrate));
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Unwoven {
    @Bean
    Plain plain() {
      return new Plain();
    }
  }
}
