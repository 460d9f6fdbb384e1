package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bean that nobody has woven. Two calls of each method are permitted. */
@ApplicationScoped
public class Service {
  private static final String LIMIT = "2/1h";

  /** For the container. */
  public Service() {}

  /** What any bean calls. */
  @RateLimited(LIMIT)
  public String plain() {
    return "done";
  }

  /** The same, for another test. */
  @RateLimited(LIMIT)
  public String thrown() {
    return "done";
  }

  /** What no rule of CDI's says has to be public. */
  @RateLimited(LIMIT)
  String hidden() {
    return "done";
  }

  /** What the container does not see, but a weaver does. */
  public String self() {
    return own();
  }

  /** What is called by this class only. */
  @RateLimited(LIMIT)
  public String own() {
    return "done";
  }

  /** What each argument has a limit of its own for. */
  @RateLimited(LIMIT)
  public String keyed(@RateLimitKey("key") String key) {
    return key;
  }

  /** What ends later. */
  @RateLimited(LIMIT)
  public CompletionStage<String> later() {
    return CompletableFuture.completedFuture("done");
  }

  /** What waits for its turn, and then runs on another thread. */
  @RateLimited("1/200ms leaky-bucket queue 5")
  public CompletionStage<String> queued() {
    return CompletableFuture.completedFuture("done");
  }

  /** What a rule charges as well. */
  @RateLimited(policy = "cdi-once")
  public String once() {
    return "done";
  }
}
