package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.application.Bean;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start of an application's limiter, which creates beans of the application. */
@Timeout(60)
class LimiterStartTest {
  private static final String CAFFEINE = "store: { caffeine: { maxEntries: 100 } }\n";

  private static final String LISTENER = CAFFEINE + "listeners: io.limitrate.application.Bean";

  @TempDir Path directory;
  private final List<Deployed> applications = new ArrayList<>();

  @BeforeEach
  void reset() {
    Bean.work(() -> {});
  }

  @AfterEach
  void close() throws Exception {
    for (Deployed application : applications) {
      application.close();
    }
  }

  private Deployed application(String name, String yaml) throws IOException {
    Path root = Files.createDirectory(directory.resolve(name));
    Files.writeString(root.resolve("limitrate.yaml"), yaml);
    URL[] urls = {root.toUri().toURL()};
    Deployed application =
        new Deployed(new URLClassLoader(urls, LimiterStartTest.class.getClassLoader()));
    applications.add(application);
    return application;
  }

  @Test
  void callerTimesOutIfTheStartWaitsForTheCaller() throws Exception {
    LimiterStart start = new LimiterStart(Duration.ofMillis(1));
    FutureTask<ApplicationRuntime> other = new FutureTask<>(start::await);
    new Thread(other).start();

    assertThatThrownBy(other::get)
        .hasMessageContaining("has not started within 0 s")
        .hasMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void interruptedCallerStopsWaiting() throws Exception {
    LimiterStart start = new LimiterStart();
    FutureTask<ApplicationRuntime> other =
        new FutureTask<>(
            () -> {
              Thread.currentThread().interrupt();
              return start.await();
            });
    new Thread(other).start();

    assertThatThrownBy(other::get).hasMessageContaining("interrupted while the limiter starts");
  }

  @Test
  void limiterIsInstalledWhereAnotherStartFailsMeanwhile() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Pause pause = new Pause();
    Bean.work(
        () -> {
          pause.run();
          throw new IllegalStateException("no bean");
        });
    FutureTask<ApplicationRuntime> failing = shop.ask();
    pause.awaitBegin();
    Bean.work(() -> {});
    ApplicationRuntime built = ApplicationRuntime.start(Configuration.builder().build());
    FutureTask<ApplicationRuntime> installing = shop.awaitWaiting(built::install);
    pause.end();

    assertThatThrownBy(failing::get).hasMessageContaining("no bean");
    assertThat(installing.get()).isSameAs(built);
    built.close();
  }

  @Test
  void callersThatComeAtTheSameTimeGetOneLimiter() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Pause pause = new Pause();
    Bean.work(pause);

    FutureTask<ApplicationRuntime> first = shop.ask();
    pause.awaitBegin();
    List<FutureTask<ApplicationRuntime>> others = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      others.add(shop.askAndAwaitWaiting());
    }
    pause.end();

    Set<ApplicationRuntime> limiters = new HashSet<>(Set.of(first.get()));
    for (FutureTask<ApplicationRuntime> other : others) {
      limiters.add(other.get());
    }
    assertThat(limiters).hasSize(1);
    assertThat(Bean.made()).isEqualTo(1);
  }

  /** Repeats with many class loaders, because their bins in the map depend on hash codes. */
  @Test
  void startOfAnApplicationWaitsForNoOtherApplication() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Pause pause = new Pause();
    Bean.work(pause);
    FutureTask<ApplicationRuntime> slow = shop.ask();
    pause.awaitBegin();
    Bean.work(() -> {});

    for (int i = 0; i < 64; i++) {
      assertThat(application("other" + i, CAFFEINE).ask().get()).isNotNull();
    }

    assertThat(slow.isDone()).isFalse();
    pause.end();
    slow.get();
  }

  @Test
  void beanThatAsksForItsStartingLimiterFails() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Bean.work(() -> ApplicationRuntime.current(LimiterStartTest.class));

    assertThatThrownBy(shop.ask()::get)
        .rootCause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "listeners[0] \"io.limitrate.application.Bean\": the constructor fails")
        .hasMessageContaining("Bean asks for the limiter while the limiter starts")
        .hasMessageContaining("Let them ask when they are first called");
  }

  @Test
  void beanThatInstallsALimiterDuringTheStartFails() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Bean.work(
        () -> {
          try (ApplicationRuntime other =
              ApplicationRuntime.start(Configuration.builder().build())) {
            other.install();
          }
        });

    assertThatThrownBy(shop.ask()::get)
        .rootCause()
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Let them ask when they are first called");
  }

  @Test
  void everyCallerThatWaitsGetsTheErrorOfTheStart() throws Exception {
    Deployed shop = application("shop", LISTENER + "\npolices: {}");
    Pause pause = new Pause();
    Bean.work(pause);

    FutureTask<ApplicationRuntime> first = shop.ask();
    pause.awaitBegin();
    FutureTask<ApplicationRuntime> second = shop.askAndAwaitWaiting();
    pause.end();

    for (FutureTask<ApplicationRuntime> asked : List.of(first, second)) {
      assertThatThrownBy(asked::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("polices: unknown key");
    }
  }

  @Test
  void startThatFailedIsTriedAgain() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Bean.work(
        () -> {
          throw new IllegalArgumentException("not yet");
        });
    assertThatThrownBy(shop.ask()::get).hasStackTraceContaining("not yet");
    Bean.work(() -> {});

    assertThat(shop.ask().get()).isNotNull();
  }

  /** An error reaches all waiting callers. */
  @Test
  void errorOfTheStartReachesTheCallersThatWait() throws Exception {
    Deployed shop = application("shop", LISTENER);
    Pause pause = new Pause();
    Bean.work(
        () -> {
          pause.run();
          throw new StackOverflowError("deep");
        });

    FutureTask<ApplicationRuntime> first = shop.ask();
    pause.awaitBegin();
    FutureTask<ApplicationRuntime> second = shop.askAndAwaitWaiting();
    pause.end();

    assertThatThrownBy(first::get).hasStackTraceContaining("deep");
    assertThatThrownBy(second::get).hasStackTraceContaining("deep");
  }

  /** Work that ends when the test releases it. */
  private static final class Pause implements Runnable {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void run() {
      begun.countDown();
      await(ended);
    }

    void awaitBegin() {
      await(begun);
    }

    void end() {
      ended.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** An application with its own class loader and threads. */
  private record Deployed(URLClassLoader loader) {
    FutureTask<ApplicationRuntime> ask() {
      FutureTask<ApplicationRuntime> task =
          new FutureTask<>(
              (Callable<ApplicationRuntime>)
                  () -> ApplicationRuntime.current(LimiterStartTest.class));
      thread(task).start();
      return task;
    }

    /** Asks for the limiter on a thread, and waits until the thread blocks. */
    FutureTask<ApplicationRuntime> askAndAwaitWaiting() {
      return awaitWaiting(() -> ApplicationRuntime.current(LimiterStartTest.class));
    }

    /** Runs the work on a thread, and waits until the thread blocks. */
    FutureTask<ApplicationRuntime> awaitWaiting(Callable<ApplicationRuntime> work) {
      FutureTask<ApplicationRuntime> task = new FutureTask<>(work);
      Thread thread = thread(task);
      thread.start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(task.isDone()).isFalse();
      return task;
    }

    private Thread thread(Runnable task) {
      Thread thread = new Thread(task);
      thread.setContextClassLoader(loader);
      return thread;
    }

    void close() throws Exception {
      FutureTask<Void> end =
          new FutureTask<>(
              () -> {
                ApplicationRuntime runtime = ApplicationRuntime.find();
                if (runtime != null) {
                  runtime.close();
                }
                return null;
              });
      Thread closing = thread(end);
      closing.start();
      closing.join();
      loader.close();
    }
  }
}
