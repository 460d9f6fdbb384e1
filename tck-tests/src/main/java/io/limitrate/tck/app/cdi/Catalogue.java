package io.limitrate.tck.app.cdi;

import jakarta.enterprise.context.ApplicationScoped;

/** Has no limit of its own words. */
@ApplicationScoped
public class Catalogue implements Prices {

  /** For the container. */
  public Catalogue() {}

  /** Limited by an annotation that carries a limit. */
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
