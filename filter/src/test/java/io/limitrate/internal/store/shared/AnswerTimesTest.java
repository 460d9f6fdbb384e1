package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
  private static final long IN_TIME = TimeUnit.MILLISECONDS.toNanos(25);
  private static final long NEAR = TimeUnit.MILLISECONDS.toNanos(26);

  private final LogLines log = LogLines.of(SharedStore.class);
  private final AnswerTimes times = new AnswerTimes("of the test", Duration.ofMillis(50));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void warnsOfTwentySlowAnswersAmongAHundred() {
    answers(80, IN_TIME);
    answers(19, NEAR);
    int before = log.lines().size();

    answers(1, NEAR);

    assertThat(before).isZero();
    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("20 of its last 100 answers", "(50 ms)", "the longest 26 ms");
  }

  @Test
  void doesNotWarnOfTwentySlowAnswersAmongMore() {
    for (int i = 0; i < 20; i++) {
      answers(6, IN_TIME);
      answers(1, NEAR);
    }

    assertThat(log.lines()).isEmpty();
  }

  @Test
  void warnsOnceWhileTheStoreStaysSlow() {
    answers(200, NEAR);

    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void anAnswerInTimeTakesNoLock() throws InterruptedException {
    Thread answer = new Thread(() -> times.took(IN_TIME));

    synchronized (times) {
      answer.start();
      answer.join(TimeUnit.SECONDS.toMillis(20));
    }

    assertThat(answer.isAlive()).isFalse();
  }

  private void answers(int count, long nanos) {
    for (int i = 0; i < count; i++) {
      times.took(nanos);
    }
  }
}
