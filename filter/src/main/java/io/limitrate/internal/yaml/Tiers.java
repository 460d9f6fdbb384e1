package io.limitrate.internal.yaml;

import io.limitrate.Call;
import io.limitrate.TierResolver;
import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a call's tier is found, in their order.
 *
 * @param found the tiers that these can find
 * @param open whether they can find others too
 */
record Tiers(List<TierResolver> resolvers, List<Found> found, boolean open) {
  Tiers {
    resolvers = List.copyOf(resolvers);
    found = List.copyOf(found);
  }

  /**
   * No entries.
   *
   * @param open whether there are entries below a misspelt key
   */
  static Tiers none(boolean open) {
    return new Tiers(List.of(), List.of(), open);
  }

  /**
   * A tier that an entry finds.
   *
   * @param setting where the tier was written
   */
  record Found(String tier, Setting setting) {}

  Set<String> names() {
    return found.stream().map(Found::tier).collect(Collectors.toCollection(TreeSet::new));
  }

  boolean canFind(String tier) {
    return open || names().contains(tier);
  }

  /** Notes the tiers that no policy lists. */
  void checkListed(Set<String> listed) {
    for (Found one : found) {
      if (!listed.contains(one.tier)) {
        one.setting.wrong(
            one.tier,
            "no policy lists this tier: list it in the tiers of a policy, or remove it"
                + Suggestion.of(one.tier, listed));
      }
    }
  }

  TierResolver resolver() {
    return resolvers.size() == 1
        ? resolvers.get(0)
        : new First(resolvers.toArray(TierResolver[]::new));
  }

  static TierResolver ofRole(String role, String tier) {
    return call -> call.hasRole(role) ? tier : null;
  }

  static TierResolver ofHeader(String header, Map<String, String> tiers) {
    Map<String, String> byValue = Map.copyOf(tiers);
    return call -> {
      String value = call.header(header);
      return value == null ? null : byValue.get(value);
    };
  }

  private static final class First implements TierResolver {
    private final TierResolver[] resolvers;

    First(TierResolver[] resolvers) {
      this.resolvers = resolvers;
    }

    @Override
    public @Nullable String tier(Call call) {
      for (TierResolver resolver : resolvers) {
        String tier = resolver.tier(call);
        if (tier != null) {
          return tier;
        }
      }
      return null;
    }
  }
}
