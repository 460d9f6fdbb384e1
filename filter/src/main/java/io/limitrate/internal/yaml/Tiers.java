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
 * The resolvers that find the tier of a call, in the order in which they are asked.
 *
 * @param found the tiers that the entries of the file name
 * @param mayFindOthers whether the resolvers can find other tiers too
 */
record Tiers(List<TierResolver> resolvers, List<Found> found, boolean mayFindOthers) {
  Tiers {
    resolvers = List.copyOf(resolvers);
    found = List.copyOf(found);
  }

  /**
   * Returns no resolvers.
   *
   * @param mayFindOthers whether entries are below a misspelt key
   */
  static Tiers none(boolean mayFindOthers) {
    return new Tiers(List.of(), List.of(), mayFindOthers);
  }

  /**
   * A tier that an entry names.
   *
   * @param setting the setting that names the tier
   */
  record Found(String tier, Setting setting) {}

  Set<String> names() {
    return found.stream().map(Found::tier).collect(Collectors.toCollection(TreeSet::new));
  }

  boolean canFind(String tier) {
    return mayFindOthers || names().contains(tier);
  }

  /**
   * Adds an error for each tier that nothing uses.
   *
   * @param listed the tiers that policies list
   * @param ofPriorities the tiers that have a class of priorities
   */
  void checkListed(Set<String> listed, Set<String> ofPriorities) {
    for (Found one : found) {
      if (!listed.contains(one.tier) && !ofPriorities.contains(one.tier)) {
        one.setting.addError(
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
