package io.limitrate.tck.app.calls;

import io.limitrate.annotation.RateLimited;

/** An interface that limits the classes that implement it. */
@RateLimited("2/1h")
public interface Tariff {

  /** Limited by the interface. */
  String ofAnInterface();
}
