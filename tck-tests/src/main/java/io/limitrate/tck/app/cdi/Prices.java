package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimited;

/** Limits the methods that implement one of its own. */
public interface Prices {

  /** Limited. */
  @RateLimited("2/1h")
  String promised();

  /** Not limited. */
  String free();
}
