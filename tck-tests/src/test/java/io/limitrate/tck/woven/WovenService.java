package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean that is woven, so that an interceptor and the aspect are there. */
@ApplicationScoped
public class WovenService {

  @RateLimited(policy = "woven")
  public String call() {
    return "done";
  }
}
