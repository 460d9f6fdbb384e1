package com.acme;

import io.limitrate.spi.LoadSignal;
import java.util.concurrent.atomic.AtomicInteger;

/** The orders that wait, as a part of the most that the warehouse accepts. */
public final class OrderQueue implements LoadSignal {
  private static final int MOST = 1_000;
  private static final AtomicInteger WAITING = new AtomicInteger();

  /** Sets the number of waiting orders. */
  public static void waiting(int orders) {
    WAITING.set(orders);
  }

  @Override
  public double load() {
    return (double) WAITING.get() / MOST;
  }
}
