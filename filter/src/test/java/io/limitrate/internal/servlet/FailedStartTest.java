package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Policy;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.servlet.DeployedDirectory;
import io.limitrate.servlet.FailedStart;
import io.limitrate.servlet.WebApp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failed start leaves no limiter, no thread and no deployment. */
@Timeout(60)
class FailedStartTest extends DeployedDirectory {
  private static final Policy ONCE = Policy.builder("once").key("global").quotas("1/1h").build();

  private final Set<Thread> before = timers();

  @Test
  void endsTheLimiterThatACallBeforeTheFilterHasStartedFromAnotherConfiguration() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    app().context().addServletContainerInitializer((classes, context) -> reject());

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("configuration /WEB-INF/limitrate.yaml: would be ignored");

    assertNothingIsLeft();
  }

  @Test
  void endsTheLimiterThatACallBeforeTheFilterHasStartedWhereTheFileIsWrong() throws Exception {
    write("WEB-INF/limitrate.yaml", "nonsense: 1");
    app().context().addServletContainerInitializer((classes, context) -> reject());

    assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
        .contains("configuration /WEB-INF/limitrate.yaml: would be ignored");

    assertNothingIsLeft();
  }

  @Test
  void leavesTheLimiterThatTheCodeOfTheApplicationHasStarted() throws Exception {
    write("WEB-INF/limitrate.yaml", ONE_AN_HOUR);
    try (ApplicationRuntime own = ApplicationRuntime.start(WebApp.configuration().build())) {
      app().context().addServletContainerInitializer((classes, context) -> own.install());

      assertThat(FailedStart.reason(() -> filter(Map.of()).start()))
          .contains("configuration /WEB-INF/limitrate.yaml: would be ignored");

      assertThat(own.limiter().check(new Call() {}, List.of(ONCE)).permitted()).isTrue();
    }
  }

  /** A limiter that has rejected a call has a thread. */
  private static void reject() {
    ApplicationRuntime early = ApplicationRuntime.current(FailedStartTest.class);
    early.limiter().check(new Call() {}, List.of(ONCE));
    early.limiter().check(new Call() {}, List.of(ONCE));
  }

  private void assertNothingIsLeft() throws InterruptedException {
    Set<Thread> left = timers();
    left.removeAll(before);
    for (Thread timer : left) {
      timer.join(30_000);
      assertThat(timer.isAlive()).isFalse();
    }
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    thread.setContextClassLoader(app().context().getClassLoader());
    try {
      assertThat(ApplicationRuntime.find()).isNull();
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  private static Set<Thread> timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("limitrate-rejections-"))
        .collect(Collectors.toSet());
  }
}
