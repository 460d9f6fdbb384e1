package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Policy;
import io.limitrate.application.WarmUp;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.servlet.RateLimitInitializer;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The first caller that asks for the limiter gets the limiter that the filter would start. */
class FirstCallerTest extends DeployedDirectory {

  private void announced() {
    app().context().addServletContainerInitializer(new RateLimitInitializer());
  }

  private void warmUp(Runnable work) {
    app().context().addEventListener(new WarmUp(work));
  }

  private static ApplicationRuntime built() {
    Policy site = Policy.builder("site").quotas("1/1h").build();
    return ApplicationRuntime.start(WebApp.configuration().limit("/*", site).build());
  }

  @Test
  void listenerThatAsksFirstStartsTheLimiterOfTheFile() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    announced();
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void listenerThatAsksFirstStartsTheLimiterThatTheFilterNames() throws Exception {
    write("WEB-INF/limitrate.yaml", "");
    write("WEB-INF/mine.yaml", ONE_AN_HOUR);
    announced();
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));
    filter(Map.of("config", "/WEB-INF/mine.yaml")).start();

    assertOneRequestPasses();
  }

  @Test
  void threadOfTheCommonPoolThatAsksFirstStartsTheLimiterOfTheFile() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    announced();
    Class<?> code = proxyClassOf(app().context().getClassLoader());
    warmUp(() -> CompletableFuture.runAsync(() -> ApplicationRuntime.of(code)).join());
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void listenerThatAsksFirstGetsTheErrorsOfTheFile() throws Exception {
    write("WEB-INF/limitrate.yaml", "polices: {}");
    announced();
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));

    assertThatThrownBy(() -> filter(Map.of()).start())
        .hasMessageContaining("/WEB-INF/limitrate.yaml:1: polices: unknown key");
  }

  @Test
  void applicationIsKnownByItsContextPathBeforeItsListenersRun() throws Exception {
    StringBuilder name = new StringBuilder();
    announced();
    warmUp(() -> name.append(Bootstrap.contextPath().map(ContextPath::name).orElse("unknown")));
    app().start();

    assertThat(name).hasToString("/app");
  }

  @Test
  void limiterThatAListenerHasStartedEndsWithTheApplication() throws Exception {
    announced();
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));
    app().start();
    app().close();

    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(app().context().getClassLoader());
    try {
      assertThat(ApplicationRuntime.find()).isNull();
      assertThat(Bootstrap.contextPath()).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A thread or a listener of an application may run after the application has ended. */
  @Test
  void callAfterTheEndOfTheApplicationStartsNoLimiter() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    announced();
    filter(Map.of()).start();
    Class<?> code = proxyClassOf(app().context().getClassLoader());
    ApplicationRuntime.of(code);
    app().close();

    assertThatThrownBy(() -> ApplicationRuntime.of(code))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the application has ended");
  }

  @Test
  void applicationThatStartsAgainHasALimiterAgain() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    announced();
    filter(Map.of()).start();
    app().context().stop();
    app().context().start();

    assertOneRequestPasses();
  }

  /** An executable jar of Spring Boot runs no initializer. */
  @Test
  void fileOnTheClassPathIsReadWithoutAnInitializer() throws Exception {
    write("classes/limitrate.yaml", ONE_AN_HOUR);
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));
    filter(Map.of()).start();

    assertOneRequestPasses();
  }

  @Test
  void fileInWebInfStopsTheStartWithoutAnInitializer() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
        .contains("io.limitrate.application.WarmUp asked for the limiter")
        .contains("put it on the class path");
  }

  @Test
  void limiterThatCodeInstallsTooLateStopsTheStart() {
    warmUp(() -> ApplicationRuntime.current(FirstCallerTest.class));
    try (ApplicationRuntime built = built()) {
      app().filter(new RateLimitFilter(built));

      assertThatThrownBy(() -> app().start())
          .hasMessageContaining("io.limitrate.application.WarmUp has started")
          .hasMessageContaining("install yours before anything asks for a limiter");
    }
  }

  @Test
  void fileBesideALimiterOfCodeStopsTheStart() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    try (ApplicationRuntime built = built()) {
      app().filter(new RateLimitFilter(built));

      assertThat(FailedStart.reason(() -> app().start()))
          .contains("configuration /WEB-INF/limitrate.yaml: would be ignored")
          .contains("Remove one of the two");
    }
  }

  @Test
  void filtersThatNameDifferentFilesStopTheStart() throws Exception {
    write("WEB-INF/one.yaml", ONE_AN_HOUR);
    write("WEB-INF/two.yaml", "");
    filter(Map.of("config", "/WEB-INF/one.yaml"));

    assertThat(FailedStart.reason(() -> filter(Map.of("config", "/WEB-INF/two.yaml")).start()))
        .contains("/WEB-INF/one.yaml, /WEB-INF/two.yaml")
        .contains("must be the same for all filters");
  }

  /** A class that the class loader has defined itself. */
  private static Class<?> proxyClassOf(ClassLoader loader) {
    return Proxy.newProxyInstance(loader, new Class<?>[] {Tag.class}, (p, m, a) -> null).getClass();
  }

  /** The interface of that class. */
  public interface Tag {}
}
