package io.limitrate.internal.application;

import io.limitrate.Key;
import io.limitrate.KeySpec;
import io.limitrate.Limits;
import io.limitrate.Policy;
import io.limitrate.internal.engine.ManualCounts;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.engine.ManualCounts.FullKey;
import io.limitrate.internal.engine.ManualCounts.KeyOfId;
import io.limitrate.internal.engine.ManualCounts.RejectedKey;
import io.limitrate.internal.identity.ClientAddress;
import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The limits of a runtime, which administrators and code read and change by hand. Thread-safe. */
record ManualLimits(ApplicationRuntime runtime) implements Limits {

  @Override
  public OfPolicy of(String policy) {
    return of(runtime.application().enforced(policy));
  }

  @Override
  public OfPolicy of(Policy policy) {
    return new PolicyLimits(runtime, policy, null, null);
  }

  /**
   * The limits of a policy.
   *
   * @param by the selected alternative of the key; {@code null} if none is selected
   */
  record PolicyLimits(
      ApplicationRuntime runtime, Policy policy, @Nullable String tier, @Nullable PlainKey by)
      implements OfPolicy {

    @Override
    public OfPolicy tier(String name) {
      if (!policy.tiers().containsKey(name)) {
        throw new IllegalArgumentException(
            text(
                "tier \""
                    + name
                    + "\": must be one of its tiers "
                    + tiers()
                    + Suggestion.of(name, tiers())));
      }
      return new PolicyLimits(runtime, policy, name, by);
    }

    private List<String> tiers() {
      return policy.tiers().keySet().stream().sorted().toList();
    }

    @Override
    public OfPolicy by(String alternative) {
      PlainKey wanted = PlainKey.parse(alternative);
      List<PlainKey> known = PlainKey.alternatives(policy.key());
      if (!known.contains(wanted)) {
        throw new IllegalArgumentException(
            text("by(\"" + alternative + "\"): must be an alternative of the key: " + known)
                + Suggestion.of(
                    wanted.toString(), known.stream().map(PlainKey::toString).toList()));
      }
      return new PolicyLimits(runtime, policy, tier, wanted);
    }

    @Override
    public OfKey key(String... values) {
      List<String> plain = List.of(values);
      OfKey limits = ofKey(customer(plain), (key, seed) -> resolve(key, plain, seed));
      limits.id(); // checks the values
      return limits;
    }

    private Key resolve(KeySpec key, List<String> values, Key seed) {
      PlainKey alternative = alternative(key);
      List<String> parts = alternative.valued();
      if (parts.size() != values.size()) {
        throw new IllegalArgumentException(
            text(
                "number of values "
                    + values.size()
                    + ": must be "
                    + parts.size()
                    + ", one for each of the parts "
                    + parts
                    + " of the key "
                    + key));
      }
      return alternative.key(values, this::counted, seed);
    }

    /** Returns the value that names a customer with own quotas; {@code null} if there is none. */
    private @Nullable String customer(List<String> values) {
      String part = policy.quotasFrom().map(from -> from.key().toString()).orElse(null);
      int index = part == null ? -1 : alternative(policy.key()).valued().indexOf(part);
      return index < 0 || index >= values.size() ? null : values.get(index);
    }

    @Override
    public void refreshQuotas(String customer) {
      counts().refresh(policy, customer);
    }

    private PlainKey alternative(KeySpec key) {
      List<PlainKey> known = PlainKey.alternatives(key);
      if (by != null ? !known.contains(by) : known.size() > 1) {
        throw new IllegalArgumentException(
            text(
                "the key "
                    + key
                    + " has alternatives: select one of them, such as by(\""
                    + known.get(0)
                    + "\")"));
      }
      return by != null ? by : known.get(0);
    }

    /** Returns the address in the form that is counted. A counted form stays as it is. */
    private String counted(String address) {
      int bits = runtime.application().configuration().proxies().ipv6PrefixBits();
      String suffix = "/" + bits;
      String bare =
          address.endsWith(suffix)
              ? address.substring(0, address.length() - suffix.length())
              : address;
      String counted = ClientAddress.canonical(bare, bits);
      if (counted == null) {
        throw new IllegalArgumentException(
            text("the value of the part ip: must be an address, such as 192.0.2.1 or 2001:db8::1"));
      }
      return counted;
    }

    @Override
    public OfKey keyOfId(String id) {
      return ofKey(keyOf(id));
    }

    private Key keyOf(String id) {
      try {
        return Key.ofText(id);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            text("id \"" + id + "\": must be an id of a key, which has 22 characters"), e);
      }
    }

    @Override
    public List<OfKey> mostRejected() {
      return rejected().stream().map(one -> ofKey(one.tier(), one.key())).toList();
    }

    @Override
    public List<OfKey> fullest(int most) {
      return full(most).stream().map(one -> ofKey(one.tier(), one.key())).toList();
    }

    List<FullKey> full(int most) {
      return counts().fullest(policy, most);
    }

    @Override
    public List<Banned> bans() {
      return ManualBan.list(this);
    }

    private OfKey ofKey(@Nullable String listed, Key key) {
      return new PolicyLimits(runtime, policy, listed, by).ofKey(key);
    }

    private OfKey ofKey(Key key) {
      return ofKey(null, new KeyOfId(key));
    }

    private OfKey ofKey(@Nullable String customer, BiFunction<KeySpec, Key, Key> key) {
      return new KeyLimits(this, new Count(policy, tier, customer, key));
    }

    List<RejectedKey> rejected() {
      return counts().mostRejected(policy);
    }

    ManualCounts counts() {
      return runtime.limiter().counts();
    }

    private String text(String rule) {
      return "policy " + policy.name() + ": " + rule;
    }
  }
}
