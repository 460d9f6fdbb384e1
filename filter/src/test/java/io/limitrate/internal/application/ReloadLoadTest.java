package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.login.LoginSettings;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  /** The clock stands still, so that no unit comes back. */
  @Test
  void noRequestFailsAndWhatWasConsumedStaysConsumed() throws Exception {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ApplicationRuntime runtime = ApplicationRuntime.start(configuration(0), clock)) {
      for (int i = 0; i < LIMIT; i++) {
        assertThat(permits(runtime, "consumed")).isTrue();
      }
      AtomicBoolean ended = new AtomicBoolean();
      Counts consumed = new Counts(new AtomicLong(), new AtomicLong());
      Counts unused = new Counts(new AtomicLong(), new AtomicLong());
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        running.add(threads.submit(caller(runtime, ended, consumed, unused)));
      }
      for (int reload = 1; reload <= RELOADS; reload++) {
        runtime.reload(configuration(reload));
      }
      ended.set(true);
      for (Future<Void> one : running) {
        one.get(); // throws what a call has thrown
      }

      assertThat(consumed.calls).hasValueGreaterThan(0);
      assertThat(consumed.admitted).hasValue(0);
      assertThat(unused.admitted.get()).isBetween((long) LIMIT, 2L * LIMIT);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The calls of one user. */
  private record Counts(AtomicLong calls, AtomicLong admitted) {
    void add(boolean permitted) {
      calls.incrementAndGet();
      admitted.addAndGet(permitted ? 1 : 0);
    }
  }

  private static Callable<Void> caller(
      ApplicationRuntime runtime, AtomicBoolean ended, Counts consumed, Counts unused) {
    return () -> {
      while (!ended.get()) {
        consumed.add(permits(runtime, "consumed"));
        unused.add(permits(runtime, "unused"));
        assertThat(runtime.application().login("main").challenges("192.0.2.1")).isFalse();
      }
      return null;
    };
  }

  private static boolean permits(ApplicationRuntime runtime, String user) {
    Application application = runtime.application();
    List<Policy> policies =
        application.rules().route("/limited", null, "GET").policies(new TestCall());
    return application.limiter().check(new TestCall().with("user", user), policies).permitted();
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
