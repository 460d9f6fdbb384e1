package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.login.LoginSettings;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** 1,000 reloads while several threads call. */
class ReloadLoadTest {
  private static final int RELOADS = 1_000;
  private static final int THREADS = 4;
  private static final int LIMIT = 100;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final ObjectName BEANS = beans();
  private static final Duration WINDOW = Duration.ofHours(1);

  /** Quotas of about the same rate, whose algorithms and windows differ. */
  private static final List<String> QUOTAS =
      List.of(
          "100/1h",
          "100/1h sliding-window-log",
          "100/1h fixed-window, 1000/1d",
          "50/30m",
          "100/1h sliding-window-counter");

  private static Configuration configuration(int reload) {
    Policy limited =
        Policy.builder("limited").key("user").quotas(QUOTAS.get(reload % QUOTAS.size())).build();
    Policy other = Policy.builder("other-" + reload % 7).quotas("1000000/1s").build();
    return Configuration.builder()
        .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 10_000))
        .limit("/limited", limited)
        .limit("/other/*", other)
        .jmx(reload % 2 == 1)
        .login(LoginSettings.builder("main").consecutive(reload % 3).build())
        .build();
  }

  @Test
  void noRequestFailsAndNoLimitAdmitsMoreThanOneFurtherBurst() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    long startNanos = System.nanoTime();
    try (ApplicationRuntime runtime = ApplicationRuntime.start(configuration(0))) {
      AtomicBoolean ended = new AtomicBoolean();
      AtomicLong calls = new AtomicLong();
      AtomicLong admitted = new AtomicLong();
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(caller(runtime, ended, calls, admitted)));
      }
      for (int reload = 1; reload <= RELOADS; reload++) {
        runtime.reload(configuration(reload));
      }
      ended.set(true);
      for (Future<Void> one : running) {
        one.get(); // throws what a call has thrown
      }

      assertThat(calls).hasValueGreaterThan(0);
      long refilled = (System.nanoTime() - startNanos) * LIMIT / WINDOW.toNanos() + 1;
      assertThat(admitted.get()).isBetween((long) LIMIT, 2 * LIMIT + refilled);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Void> caller(
      ApplicationRuntime runtime, AtomicBoolean ended, AtomicLong calls, AtomicLong admitted) {
    return () -> {
      while (!ended.get()) {
        Application application = runtime.application();
        List<Policy> policies = application.rules().route("/limited", null, "GET").policies();
        Verdict verdict = application.limiter().check(new TestCall().with("user", "u"), policies);
        admitted.addAndGet(verdict.permitted() ? 1 : 0);
        assertThat(application.login("main").challenges("192.0.2.1")).isFalse();
        calls.incrementAndGet();
      }
      return null;
    };
  }

  @Test
  void leavesNoThreadNoBeanAndNoApplicationBehind() throws Exception {
    Set<String> threads = threads();
    List<WeakReference<Application>> replaced = new ArrayList<>();
    try (ApplicationRuntime runtime = ApplicationRuntime.start(configuration(0))) {
      for (int reload = 1; reload <= RELOADS; reload++) {
        replaced.add(new WeakReference<>(runtime.application()));
        runtime.reload(configuration(reload));
      }

      assertThat(threads()).isEqualTo(threads);
      awaitCollection(replaced);
    }
    assertThat(threads()).isEqualTo(threads);
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(BEANS, null)).isEmpty();
  }

  private static void awaitCollection(List<WeakReference<Application>> replaced) {
    long startNanos = System.nanoTime();
    while (replaced.stream().anyMatch(application -> application.get() != null)) {
      assertThat(System.nanoTime() - startNanos).isLessThan(LONGEST_WAIT.toNanos());
      System.gc();
    }
  }

  private static ObjectName beans() {
    try {
      return new ObjectName("io.limitrate:*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("limitrate"))
        .collect(Collectors.toSet());
  }
}
