package io.limitrate.tck.app.calls;

import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** No resource and no bean: only a weaver can limit it. Two calls of each method are permitted. */
public class Service implements Tariff {
  private static final String LIMIT = "2/1h";

  /** What any caller calls. */
  @RateLimited(LIMIT)
  public String ofAnObject() {
    return "done";
  }

  /** What runs before any request. */
  @RateLimited(LIMIT)
  public void warmUp() {}

  /** What no object is needed for. */
  @RateLimited(LIMIT)
  public static String ofAClass() {
    return "done";
  }

  /** What only this class calls. */
  public String within() {
    return hidden();
  }

  @RateLimited(LIMIT)
  private String hidden() {
    return "done";
  }

  /** What ends later. */
  @RateLimited(LIMIT)
  public CompletionStage<String> later() {
    return CompletableFuture.completedFuture("done");
  }

  /** What each argument has a limit of its own for. */
  @RateLimited(LIMIT)
  public String keyed(@RateLimitKey String key) {
    return key;
  }

  /** What takes several units at once. */
  @RateLimited("4/1h")
  public String costly(@RateLimitCost long cost) {
    return Long.toString(cost);
  }

  @Override
  public String ofAnInterface() {
    return "done";
  }
}
