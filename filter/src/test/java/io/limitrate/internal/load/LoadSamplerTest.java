package io.limitrate.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.limitrate.LogLines;
import io.limitrate.config.SheddingSettings;
import io.limitrate.spi.LoadSignal;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadSamplerTest {
  private double load;

  private LoadSampler sampler(LoadSignal signal) {
    return new LoadSampler(SheddingSettings.builder().signal("queue", signal, 50).build());
  }

  private static double after(LoadSampler sampler, int readings) {
    IntStream.range(0, readings).forEach(i -> sampler.sample());
    return sampler.pressure().classes();
  }

  @Test
  void aLoadUpToTheThresholdGivesNoPressure() {
    load = 0.5;

    assertThat(after(sampler(() -> load), 10)).isZero();
  }

  @Test
  void thePressureReachesTheOverloadOfALastingLoad() {
    load = 0.75;
    LoadSampler sampler = sampler(() -> load);

    assertThat(after(sampler, 50)).isCloseTo(0.8 * 0.5 * 0.5 * 0.5, within(1e-9));
    assertThat(sampler.highest()).isEqualTo("queue 75%, sheds from 50%");
  }

  @Test
  void aPeakOfOneReadingCountsHalf() {
    load = 1;

    assertThat(after(sampler(() -> load), 1)).isCloseTo(0.8 * 0.5 * 0.5 * 0.5, within(1e-9));
  }

  @Test
  void thePressureEndsAfterTheLoadHasFallen() {
    load = 7;
    LoadSampler sampler = sampler(() -> load);
    assertThat(after(sampler, 50)).isCloseTo(0.8, within(1e-9));

    load = 0;

    assertThat(after(sampler, 10)).isZero();
  }

  @Test
  void theHighestSignalDecides() {
    SheddingSettings settings =
        SheddingSettings.builder()
            .signal("one", () -> 0.6, 50)
            .signal("two", () -> 0.9, 50)
            .signal("three", () -> 0.9, 80)
            .build();
    LoadSampler sampler = new LoadSampler(settings);

    sampler.sample();

    assertThat(sampler.highest()).isEqualTo("two 90%, sheds from 50%");
  }

  @Test
  void aSignalThatFailsCountsAsIdleAndIsLogged() {
    try (LogLines logged = LogLines.of(Shedder.LOGGER)) {
      LoadSampler sampler =
          new LoadSampler(
              SheddingSettings.builder()
                  .signal("broken", LoadSamplerTest::fail, 50)
                  .signal("strange", () -> Double.NaN, 50)
                  .signal("queue", () -> 1, 50)
                  .build());

      assertThat(after(sampler, 50)).isCloseTo(0.8, within(1e-9));
      assertThat(logged.lines()).anyMatch(line -> line.contains("signal broken fails"));
    }
  }

  private static double fail() {
    throw new AssertionError("on purpose");
  }

  @Test
  void theFirstReadingOfTheProcessorsIsThrownAway() {
    assertThat(CpuSignal.find().load()).isZero();
  }

  @Test
  void theHeapIsAPartOfItsLimit() {
    assertThat(new HeapSignal().load()).isBetween(0.0, 1.0);
  }

  @Test
  void theQueueOfAnExecutorIsASignal() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(9));
    LoadSignal signal = LoadSignal.queueOf(executor, 4);

    executor.getQueue().add(() -> {});

    assertThat(signal.load()).isEqualTo(0.25);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoadSignal.queueOf(executor, 0))
        .withMessage("longest queue 0: must be at least 1");
    executor.shutdownNow();
  }
}
