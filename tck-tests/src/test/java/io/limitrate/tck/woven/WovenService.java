package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;

/** A woven bean, so that both the interceptor and the aspect see its calls. */
@ApplicationScoped
public class WovenService {

  @RateLimited(policy = "woven")
  public String call() {
    return "done";
  }
}
