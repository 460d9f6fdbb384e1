package io.limitrate.tck.app.calls;

import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Neither a resource nor a bean, so only a weaver can limit it. Each method permits two calls. */
public class Service implements Tariff {
  private static final String LIMIT = "2/1h";

  /** A method that other objects call. */
  @RateLimited(LIMIT)
  public String ofAnObject() {
    return "done";
  }

  /** A method that runs before any request. */
  @RateLimited(LIMIT)
  public void warmUp() {}

  /** A static method. */
  @RateLimited(LIMIT)
  public static String ofAClass() {
    return "done";
  }

  /** Calls a private limited method. */
  public String within() {
    return hidden();
  }

  @RateLimited(LIMIT)
  private String hidden() {
    return "done";
  }

  /** A method that returns a stage. */
  @RateLimited(LIMIT)
  public CompletionStage<String> later() {
    return CompletableFuture.completedFuture("done");
  }

  /** A method with a separate count for each argument. */
  @RateLimited(LIMIT)
  public String keyed(@RateLimitKey String key) {
    return key;
  }

  /** A method whose argument is the cost of the call. */
  @RateLimited("4/1h")
  public String costly(@RateLimitCost long cost) {
    return Long.toString(cost);
  }

  @Override
  public String ofAnInterface() {
    return "done";
  }
}
