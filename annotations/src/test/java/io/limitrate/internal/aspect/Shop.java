package io.limitrate.internal.aspect;

import io.limitrate.Reservation;
import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Has every kind of annotated method. Woven like a class of an application. */
class Shop {
  final AtomicInteger calls = new AtomicInteger();

  /** Runs the action while the only slot is in use. */
  @RateLimited("1 in-flight")
  void alone(Runnable action) {
    action.run();
  }

  @RateLimited("1 in-flight")
  CompletionStage<String> aloneUntil(CompletionStage<String> stage) {
    return stage;
  }

  @RateLimited("2/1m")
  String get() {
    calls.incrementAndGet();
    return "product";
  }

  @RateLimited("2/1m")
  static String fixed() {
    return "fixed";
  }

  @RateLimited("2/1m")
  CompletionStage<String> later() {
    calls.incrementAndGet();
    return CompletableFuture.completedFuture("later");
  }

  @RateLimited("3/1m")
  int recurse(int depth) {
    calls.incrementAndGet();
    return depth == 0 ? 0 : 1 + recurse(depth - 1);
  }

  @RateLimited("1/1m")
  String model(@RateLimitKey("model") @Nullable String model) {
    return "answer of " + model;
  }

  @RateLimited("10/1m")
  void buy(@RateLimitCost @Nullable Integer pieces) {
    calls.incrementAndGet();
  }

  @RateLimited(value = "10/1m", cost = 5)
  void expensive() {}

  @RateLimited(policy = "requests")
  @RateLimited(policy = "tokens")
  boolean ask(@RateLimitCost("tokens") long reserved, long used) {
    return Reservation.current().settle("tokens", used);
  }

  @RateLimited(value = "1/10ms leaky-bucket queue 5")
  String queued() {
    return "queued";
  }

  @RateLimited(value = "1/10ms leaky-bucket queue 5")
  CompletableFuture<Thread> queuedLater() {
    return CompletableFuture.completedFuture(Thread.currentThread());
  }

  @RateLimited(value = "1/1h leaky-bucket queue 5")
  String queuedLong() {
    return "queued";
  }

  @RateLimited("1/1m")
  void fails() {
    throw new IllegalStateException("own");
  }

  @RateLimited("1/1m")
  void errs() {
    throw new AssertionError("own");
  }

  @RateLimited("9/1m")
  CompletableFuture<String> stage(CompletableFuture<String> stage) {
    return stage;
  }

  @RateLimited("5/0s")
  void wrong() {}

  String free() {
    return "free";
  }

  @RateLimited("2/1m")
  static class Whole {
    public String one() {
      return "one";
    }

    public String two() {
      return "two";
    }

    String inner() {
      return "not public";
    }

    @RateLimitExempt
    public String exempt() {
      return "exempt";
    }

    @Override
    public String toString() {
      return "whole";
    }
  }

  static class Derived extends Whole {
    @Override
    public String one() {
      return "derived " + super.one();
    }

    public String three() {
      return "three";
    }
  }

  @RateLimited("2/1m")
  interface Contract<T> {
    T put(T value);
  }

  static class Implementation implements Contract<String> {
    @Override
    public String put(String value) {
      return value;
    }
  }
}
