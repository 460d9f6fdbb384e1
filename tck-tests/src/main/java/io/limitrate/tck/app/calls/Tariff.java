package io.limitrate.tck.app.calls;

import io.limitrate.annotation.RateLimited;

/** An interface that limits what implements it. */
@RateLimited("2/1h")
public interface Tariff {

  /** Limited by the interface. */
  String ofAnInterface();
}
