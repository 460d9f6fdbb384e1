package io.limitrate.internal.customer;

/**
 * What is known about the customers of one policy. Customers without own quotas, who may be
 * invented, have a bound of their own, so they evict no customer with own quotas. Thread-safe.
 */
final class CustomerCache {
  private final RecentlyUsed<Known> own;
  private final RecentlyUsed<Known> others;

  /** Creates a cache for at most this number of customers with own quotas, and of others. */
  CustomerCache(int most) {
    this.own = new RecentlyUsed<>(most);
    this.others = new RecentlyUsed<>(most);
  }

  Known get(String customer) {
    Known known = own.get(customer);
    if (known == null) {
      known = others.get(customer);
    }
    return known == null ? Known.NOTHING : known;
  }

  void put(String customer, Known known) {
    boolean owns = known.quotas() != null;
    (owns ? own : others).put(customer, known);
    (owns ? others : own).remove(customer);
  }

  int size() {
    return own.size() + others.size();
  }
}
