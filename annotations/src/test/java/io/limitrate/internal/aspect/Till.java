package io.limitrate.internal.aspect;

import io.limitrate.annotation.RateLimited;

/** Takes payments, some of which fail. */
class Till {
  @RateLimited(policy = "failures")
  String pay(boolean solvent) {
    if (!solvent) {
      throw new IllegalStateException("insolvent");
    }
    return "paid";
  }
}
