package io.limitrate.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ThrottledLoggerTest {

  @Test
  void aLoggerThatFailsDoesNotStopTheCaller() {
    String name = ThrottledLoggerTest.class.getName();
    AtomicInteger lines = new AtomicInteger();
    Logger logger = Logger.getLogger(name);
    logger.setFilter(
        line -> {
          lines.incrementAndGet();
          throw new IllegalStateException("the disk is full");
        });

    new ThrottledLogger(System.getLogger(name)).error("a failure", new IllegalStateException());
    new ThrottledLogger(System.getLogger(name)).warning("a warning");

    assertThat(lines).hasValue(2);
  }
}
