package io.limitrate.tck.cdi.vain;

import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean with methods that CDI does not intercept. */
@ApplicationScoped
public class Mails {
  @RateLimited("1/1h")
  public String send() {
    return deliver() + connect();
  }

  @RateLimited("1/1h")
  private String deliver() {
    return "delivered";
  }

  @RateLimited("1/1h")
  static String connect() {
    return "connected";
  }
}
