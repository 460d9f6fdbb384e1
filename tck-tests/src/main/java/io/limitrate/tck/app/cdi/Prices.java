package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimited;

/** An interface with a limited method and an unlimited method. */
public interface Prices {

  /** Limited. */
  @RateLimited("2/1h")
  String promised();

  /** Not limited. */
  String free();
}
