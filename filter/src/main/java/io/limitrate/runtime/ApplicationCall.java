package io.limitrate.runtime;

import io.limitrate.Call;

/** A call that knows by which application's limiter it is counted. */
public interface ApplicationCall extends Call {

  /** The application's limiter. */
  Limitrate limitrate();
}
