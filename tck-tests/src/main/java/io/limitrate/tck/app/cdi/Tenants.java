package io.limitrate.tck.app.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Knows tenants in whichever spelling. */
@ApplicationScoped
public class Tenants {

  /** For the container. */
  public Tenants() {}

  String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
