package io.limitrate.tck.app.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Maps all spellings of a tenant to one spelling. */
@ApplicationScoped
public class Tenants {

  /** Creates the bean. The container calls this constructor. */
  public Tenants() {}

  String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
