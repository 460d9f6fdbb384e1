package io.limitrate.internal.yaml;

import io.limitrate.CostResolver;
import io.limitrate.KeySpec;
import io.limitrate.internal.source.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the cost of a call. */
final class CostBinder {
  private static final String OR_MEASURED =
      ", or a mapping such as { from: json:/n, default: 1, max: 10 }";

  private CostBinder() {}

  /**
   * The cost of the calls of a policy.
   *
   * @param defaultUnits the cost when the call does not give a cost
   * @param pathVariables the path variables from which the cost is read
   */
  record Cost(CostResolver resolver, long defaultUnits, List<String> pathVariables) {
    static final Cost ONE = new Cost(CostResolver.ONE, 1, List.of());
  }

  static Optional<Cost> read(Setting setting, Function<String, KeySpec> keys) {
    if (setting.node() instanceof Node.Mapping) {
      return measured(setting.section("from", "default", "max"), keys);
    }
    return setting
        .read(WholeNumbers.between(1, Long.MAX_VALUE, OR_MEASURED))
        .map(units -> new Cost(CostResolver.fixed(units), units, List.of()));
  }

  private static Optional<Cost> measured(Section cost, Function<String, KeySpec> keys) {
    Optional<KeySpec> from =
        cost.require("from").flatMap(setting -> setting.read(text -> single(keys.apply(text))));
    Optional<Long> defaultUnits =
        cost.require("default").flatMap(setting -> setting.whole(1, Long.MAX_VALUE));
    long least = defaultUnits.orElse(1L);
    from.filter(part -> part.isChosenByClient() && !cost.has("max"))
        .ifPresent(part -> cost.addError("needs max, because a client chooses " + part));
    Optional<Long> max = cost.find("max").flatMap(setting -> most(setting, least));
    return from.flatMap(
        part ->
            defaultUnits.map(
                units ->
                    new Cost(
                        new MeasuredCost(
                            part.single(), units, max.orElse(Long.MAX_VALUE), part.mayReadBody()),
                        units,
                        part.names("path"))));
  }

  private static Optional<Long> most(Setting setting, long least) {
    Optional<Long> most = setting.whole(least, Long.MAX_VALUE);
    if (most.equals(Optional.of(1L))) {
      setting.addError("1", "makes every call cost 1: set a larger max, or remove cost");
    }
    return most;
  }

  private static KeySpec single(KeySpec part) {
    part.single();
    return part;
  }
}
