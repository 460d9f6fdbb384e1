package io.limitrate.sample.sale;

import io.limitrate.annotation.RateLimited;
import java.util.UUID;

/**
 * The business of buying. A plain class: the limit is woven into it, and holds however it is
 * called. Stateless and thread-safe.
 */
final class Checkout {

  /** Buys one lamp: once in ten seconds for each user, whatever address he comes from. */
  @RateLimited(value = "1/10s", key = "user")
  Order buy(String buyer) {
    return new Order(UUID.randomUUID().toString(), buyer);
  }

  /**
   * What was bought.
   *
   * @param order the order's number
   * @param buyer the user who bought
   */
  record Order(String order, String buyer) {}
}
