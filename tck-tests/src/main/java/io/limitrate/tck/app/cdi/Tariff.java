package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean whose public methods share a limit, unless they have another or none. */
@ApplicationScoped
@RateLimited("2/1h")
public class Tariff {

  /** For the container. */
  public Tariff() {}

  /** Limited with the class. */
  public String shared() {
    return "done";
  }

  /** Limited by its own, and both are asked once. */
  @RateLimited("4/1h")
  @RateLimited("3/1h")
  public String several() {
    return "done";
  }

  /** Not limited. */
  @RateLimitExempt
  public String exempt() {
    return "done";
  }

  /** Not limited, as no class's annotation limits what is not public. */
  String hidden() {
    return "done";
  }

  @Override
  public String toString() {
    return "done";
  }
}
