package io.limitrate.sample.sale;

import io.limitrate.annotation.RateLimited;
import java.util.UUID;

/**
 * The purchase of a product. The limit is woven into this plain class, so it applies to every
 * caller. Stateless and thread-safe.
 */
final class Checkout {

  /** Buys one lamp. Each user may buy once in ten seconds, from any address. */
  @RateLimited(value = "1/10s", key = "user")
  Order buy(String buyer) {
    return new Order(UUID.randomUUID().toString(), buyer);
  }

  /**
   * A purchase.
   *
   * @param order the number of the order
   * @param buyer the user who bought the lamp
   */
  record Order(String order, String buyer) {}
}
