package io.limitrate.tck.app.cdi;

import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * A bean whose public methods share a limit, except methods with their own limit or an exemption.
 */
@ApplicationScoped
@RateLimited("2/1h")
public class Tariff {

  /** Creates the bean. The container calls this constructor. */
  public Tariff() {}

  /** Limited by the annotation of the class. */
  public String shared() {
    return "done";
  }

  /** Limited by two annotations of its own. Each of them is checked once. */
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

  /** Not limited, because the annotation of a class limits only public methods. */
  String hidden() {
    return "done";
  }

  @Override
  public String toString() {
    return "done";
  }
}
