package io.limitrate.tck.app.cdi;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean without an own {@code @RateLimited} annotation. */
@ApplicationScoped
public class Catalogue implements Prices {

  /** Creates the bean. The container calls this constructor. */
  public Catalogue() {}

  /** Limited by an annotation that has a limit as a meta-annotation. */
  @Frugal
  public String carried() {
    return "done";
  }

  @Override
  public String promised() {
    return "done";
  }

  @Override
  public String free() {
    return "done";
  }
}
