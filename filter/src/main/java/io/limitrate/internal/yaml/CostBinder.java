package io.limitrate.internal.yaml;

import io.limitrate.CallOutcome.Counting;
import io.limitrate.CostResolver;
import io.limitrate.KeySpec;
import io.limitrate.internal.source.Node;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the cost of a call. */
final class CostBinder {
  private static final String OR_MEASURED =
      ", or a mapping such as { from: json:/n, default: 1, max: 10 }";

  private static final String DURATION = "duration";
  private static final String SIZE = "response-size";
  private static final Counting EACH = result -> true;

  private CostBinder() {}

  /**
   * The cost of the calls of a policy.
   *
   * @param defaultUnits the cost when the call does not give a cost
   * @param pathVariables the path variables from which the cost is read
   * @param measured takes the units of a call that counts after its end, in the place of the
   *     default units; {@code null} if these are the cost
   */
  record Cost(
      CostResolver resolver,
      long defaultUnits,
      List<String> pathVariables,
      @Nullable UnaryOperator<Counting> measured) {
    static final Cost ONE = fixed(1, null);

    static Cost fixed(long units, @Nullable UnaryOperator<Counting> measured) {
      return new Cost(CostResolver.fixed(units), units, List.of(), measured);
    }

    /** Returns what settles a call after its end: the counting itself if nothing is measured. */
    Optional<Counting> settling(Optional<Counting> counting) {
      return measured == null ? counting : Optional.of(measured.apply(counting.orElse(EACH)));
    }
  }

  static Optional<Cost> read(Setting setting, Function<String, KeySpec> keys) {
    if (setting.node() instanceof Node.Mapping) {
      Section cost = setting.section("from", "per", "default", "max");
      return switch (source(cost)) {
        case DURATION -> byDuration(cost);
        case SIZE -> bySize(cost);
        default -> measured(cost, keys);
      };
    }
    return setting
        .read(WholeNumbers.between(1, Long.MAX_VALUE, OR_MEASURED))
        .map(units -> Cost.fixed(units, null));
  }

  private static String source(Section cost) {
    return cost.find("from")
        .map(from -> from.node() instanceof Node.Scalar word ? word.text() : "")
        .orElse("");
  }

  private static Optional<Cost> byDuration(Section cost) {
    Optional<Duration> period =
        cost.require("per").flatMap(setting -> setting.read(Times.between("1ms", "1h")));
    return settled(cost, period, Counting::byDuration);
  }

  private static Optional<Cost> bySize(Section cost) {
    Optional<Long> block = cost.require("per").flatMap(setting -> setting.whole(1, Long.MAX_VALUE));
    return settled(cost, block, Counting::bySize);
  }

  /** Takes the units of an ended call by what was measured. */
  @FunctionalInterface
  private interface Units<T> {
    Counting by(Counting counting, T unit, long most);
  }

  private static <T> Optional<Cost> settled(Section cost, Optional<T> unit, Units<T> units) {
    Optional<Long> reserved =
        cost.require("default").flatMap(setting -> setting.whole(1, Long.MAX_VALUE));
    Optional<Long> most =
        cost.require("max").flatMap(setting -> setting.whole(reserved.orElse(1L), Long.MAX_VALUE));
    return unit.flatMap(
        one ->
            reserved.flatMap(
                least ->
                    most.map(max -> Cost.fixed(least, counting -> units.by(counting, one, max)))));
  }

  private static Optional<Cost> measured(Section cost, Function<String, KeySpec> keys) {
    Optional<KeySpec> from =
        cost.require("from").flatMap(setting -> setting.read(text -> single(keys.apply(text))));
    Optional<Long> defaultUnits =
        cost.require("default").flatMap(setting -> setting.whole(1, Long.MAX_VALUE));
    cost.reject("per", "it belongs to from: duration and from: response-size");
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
                        part.names("path"),
                        null)));
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
