package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.Quotas;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.customer.CustomerQuotas;
import io.limitrate.internal.customer.Known;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The own quotas of a policy's customers, each with its algorithms and seed, as the tiers of the
 * policy. Customers with equal quotas share them. Thread-safe.
 */
final class CustomerTiers implements TierChoice {
  private final CustomerQuotas customers;
  private final Function<Quotas, CountedTier> counted;
  private final BoundedMemo<Quotas, CountedTier> tiers;

  /**
   * Creates the tiers.
   *
   * @param counted creates the tier of quotas
   * @param most the most quotas that are kept with their algorithms
   */
  CustomerTiers(CustomerQuotas customers, Function<Quotas, CountedTier> counted, int most) {
    this.customers = customers;
    this.counted = counted;
    this.tiers = new BoundedMemo<>(most);
  }

  /**
   * Returns the tier of the caller's own quotas; if the caller has none, the policy's tier. If the
   * policy bans keys, its tier is marked while the provider has not answered.
   */
  @Override
  public CountedTier tier(Call call, CountedPolicy policy) {
    Known known = customers.of(call);
    Quotas own = known.quotas();
    if (own != null) {
      return tiers.get(own, counted);
    }
    CountedTier listed = policy.listed(call);
    return known.answered() || policy.ban() == null ? listed : listed.standingIn();
  }

  /** Returns the tier of a customer's own quotas; {@code null} if none are known here. */
  @Nullable CountedTier known(String customer) {
    Quotas own = customers.known(customer);
    return own == null ? null : tiers.get(own, counted);
  }

  /** Asks for the quotas of a customer now. */
  void refresh(String customer) {
    customers.refresh(customer);
  }
}
