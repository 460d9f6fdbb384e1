package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bean whose methods CDI limits without weaving. Most methods permit two calls. */
@ApplicationScoped
public class Service {
  private static final String LIMIT = "2/1h";

  /** Creates the bean. The container calls this constructor. */
  public Service() {}

  /** A method that other beans call. */
  @RateLimited(LIMIT)
  public String plain() {
    return "done";
  }

  /** The same method for another test. */
  @RateLimited(LIMIT)
  public String thrown() {
    return "done";
  }

  /** A package-private method, which CDI intercepts too. */
  @RateLimited(LIMIT)
  String hidden() {
    return "done";
  }

  /** Calls a limited method on {@code this}, which only a weaver can limit. */
  public String self() {
    return own();
  }

  /** A method that only this class calls. */
  @RateLimited(LIMIT)
  public String own() {
    return "done";
  }

  /** A method with a separate count for each argument. */
  @RateLimited(LIMIT)
  public String keyed(@RateLimitKey("key") String key) {
    return key;
  }

  /** A method that returns a stage. */
  @RateLimited(LIMIT)
  public CompletionStage<String> later() {
    return CompletableFuture.completedFuture("done");
  }

  /** A method that waits for its turn and then runs on another thread. */
  @RateLimited("1/200ms leaky-bucket queue 5")
  public CompletionStage<String> queued() {
    return CompletableFuture.completedFuture("done");
  }

  /** A method whose policy a rule applies too. */
  @RateLimited(policy = "cdi-once")
  public String once() {
    return "done";
  }
}
