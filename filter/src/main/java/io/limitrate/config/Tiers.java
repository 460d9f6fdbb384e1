package io.limitrate.config;

import io.limitrate.Call;
import io.limitrate.TierResolver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which a call's tier is found, in their order.
 *
 * @param names the tiers that these can find
 * @param open whether they can find others too
 */
record Tiers(List<TierResolver> resolvers, Set<String> names, boolean open) {
  static final Tiers NONE = new Tiers(List.of(), Set.of(), false);

  Tiers {
    resolvers = List.copyOf(resolvers);
    names = Set.copyOf(names);
  }

  boolean canFind(String tier) {
    return open || names.contains(tier);
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
