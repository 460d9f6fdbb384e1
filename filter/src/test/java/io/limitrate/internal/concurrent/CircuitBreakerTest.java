package io.limitrate.internal.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final List<String> changes = new ArrayList<>();
  private final CircuitBreaker breaker = breaker(1);

  private CircuitBreaker breaker(int probes) {
    return new CircuitBreaker(probes, PAUSE, nanos::get, new Changes(changes));
  }

  private record Changes(List<String> seen) implements CircuitBreaker.Listener {
    @Override
    public void opened() {
      seen.add("opened");
    }

    @Override
    public void closed() {
      seen.add("closed");
    }
  }

  @Test
  void opensWhenFiveOfTheLastTenResultsAreFailures() {
    for (int i = 0; i < 4; i++) {
      breaker.failed();
      breaker.succeeded();
    }
    boolean beforeTheFifth = breaker.tryAcquire();
    breaker.failed();

    assertThat(beforeTheFifth).isTrue();
    assertThat(breaker.tryAcquire()).isFalse();
    assertThat(changes).containsExactly("opened");
  }

  @Test
  void forgetsFailuresBeforeTheLastTenResults() {
    fail(4);
    for (int i = 0; i < 7; i++) {
      breaker.succeeded();
    }
    breaker.failed();

    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(changes).isEmpty();
  }

  @Test
  void permitsOneProbeAfterEachPause() {
    fail(5);

    advance(PAUSE.minusNanos(1));
    assertThat(breaker.tryAcquire()).isFalse();
    advance(Duration.ofNanos(1));
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(breaker.tryAcquire()).isFalse();
    advance(PAUSE);
    assertThat(breaker.tryAcquire()).isTrue();
  }

  @Test
  void permitsOneProbeAtATimeHoweverShortThePause() {
    CircuitBreaker hasty = new CircuitBreaker(1, Duration.ZERO, nanos::get, new Changes(changes));
    for (int i = 0; i < 5; i++) {
      hasty.failed();
    }

    assertThat(hasty.tryAcquire()).isTrue();
    assertThat(hasty.tryAcquire()).isFalse();
    advance(Duration.ofSeconds(10));
    assertThat(hasty.tryAcquire()).as("the probe is given up").isTrue();
  }

  @Test
  void closesAfterAProbeThatSucceeds() {
    fail(5);
    advance(PAUSE);
    boolean probe = breaker.tryAcquire();
    breaker.succeeded();

    assertThat(probe).isTrue();
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(changes).containsExactly("opened", "closed");
  }

  @Test
  void closedBreakerForgetsTheFailuresThatOpenedIt() {
    fail(5);
    advance(PAUSE);
    boolean probe = breaker.tryAcquire();
    breaker.succeeded();
    fail(4);

    assertThat(probe).isTrue();
    assertThat(breaker.tryAcquire()).isTrue();
  }

  @Test
  void pausesAgainAfterAProbeThatFails() {
    fail(5);
    advance(PAUSE);
    boolean probe = breaker.tryAcquire();
    advance(PAUSE.dividedBy(2));
    breaker.failed();
    advance(PAUSE.minusNanos(1));

    assertThat(probe).isTrue();
    assertThat(breaker.tryAcquire()).isFalse();
    advance(Duration.ofNanos(1));
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(changes).containsExactly("opened");
  }

  @Test
  void needsAsManySuccessfulProbesInARowAsConfigured() {
    CircuitBreaker two = breaker(2);
    for (int i = 0; i < 5; i++) {
      two.failed();
    }
    for (String result : List.of("succeeded", "failed", "succeeded")) {
      advance(PAUSE);
      assertThat(two.tryAcquire()).isTrue();
      if (result.equals("failed")) {
        two.failed();
      } else {
        two.succeeded();
      }
      assertThat(changes).containsExactly("opened");
    }

    advance(PAUSE);
    boolean probe = two.tryAcquire();
    two.succeeded();

    assertThat(probe).isTrue();
    assertThat(changes).containsExactly("opened", "closed");
  }

  @Test
  void ignoresLateResultsOfCallsFromBeforeItOpened() {
    fail(5);
    breaker.succeeded();
    fail(3);

    assertThat(breaker.tryAcquire()).isFalse();
    advance(PAUSE);
    assertThat(breaker.tryAcquire()).isTrue();
    assertThat(changes).containsExactly("opened");
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
