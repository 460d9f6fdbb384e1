package io.limitrate.application;

import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A bean of an application that its configuration names as a listener. */
public final class Bean implements DecisionListener {
  private static final AtomicReference<Runnable> WORK = new AtomicReference<>(() -> {});
  private static final AtomicInteger MADE = new AtomicInteger();

  /** Does what the test says. */
  public Bean() {
    MADE.incrementAndGet();
    WORK.get().run();
  }

  /** Says what a bean does when it is made; none has been made from now on. */
  public static void work(Runnable work) {
    MADE.set(0);
    WORK.set(work);
  }

  /** How many beans were made. */
  public static int made() {
    return MADE.get();
  }

  @Override
  public void decided(Charge charge) {}
}
