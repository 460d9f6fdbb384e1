package io.limitrate.internal.store.shared.strategy;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The result of a {@link SelfTest}. Immutable.
 *
 * @param sound the strategies that lost no charge
 * @param slow the strategies that lost no charge, but made too few charges for a proof; with the
 *     number of charges
 * @param unsound the strategies that lost a charge, with the reason; only a later test that finds
 *     such a strategy sound changes this
 * @param failed the strategies whose operations failed, with the reason
 */
public record SelfTestResult(
    Set<UpdateStrategy> sound,
    Map<UpdateStrategy, Long> slow,
    Map<UpdateStrategy, String> unsound,
    Map<UpdateStrategy, String> failed) {
  public SelfTestResult {
    sound = Set.copyOf(sound);
    slow = Map.copyOf(slow);
    unsound = Map.copyOf(unsound);
    failed = Map.copyOf(failed);
  }

  /**
   * Returns the strategies to use: the sound ones, or else the slow strategy with the most charges.
   */
  public Set<UpdateStrategy> used() {
    Set<UpdateStrategy> used = EnumSet.noneOf(UpdateStrategy.class);
    used.addAll(sound);
    if (used.isEmpty()) {
      slow.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
          .ifPresent(entry -> used.add(entry.getKey()));
    }
    return used;
  }

  /** Returns the strategies that lost a charge or failed, with the reason. */
  Map<UpdateStrategy, String> rejected() {
    Map<UpdateStrategy, String> rejected = new EnumMap<>(UpdateStrategy.class);
    rejected.putAll(failed);
    rejected.putAll(unsound);
    return rejected;
  }

  /** Returns the reason for each strategy, when no strategy is usable. */
  public Map<UpdateStrategy, String> reasons() {
    Map<UpdateStrategy, String> reasons = rejected();
    slow.keySet().forEach(strategy -> reasons.put(strategy, "no answer in time"));
    return reasons;
  }

  /** Returns whether both results use, reject and call slow the same strategies. */
  public boolean hasSameStrategiesAs(SelfTestResult other) {
    return used().equals(other.used())
        && rejected().keySet().equals(other.rejected().keySet())
        && slow.keySet().equals(other.slow.keySet());
  }

  /** Returns the strategies to test again: the slow ones, or all when no strategy is usable. */
  public Set<UpdateStrategy> undecided() {
    return used().isEmpty() ? EnumSet.allOf(UpdateStrategy.class) : slow.keySet();
  }

  /** Returns whether charges and returned units both have a sound strategy. */
  public boolean complete() {
    return sound.contains(UpdateStrategy.EXCHANGE) || sound.contains(UpdateStrategy.REPLACE);
  }

  /** Returns this result after a later test of the {@link #undecided} strategies. */
  public SelfTestResult updatedBy(SelfTestResult later) {
    Set<UpdateStrategy> allSound = EnumSet.noneOf(UpdateStrategy.class);
    allSound.addAll(sound);
    allSound.addAll(later.sound);
    Map<UpdateStrategy, String> allUnsound = new EnumMap<>(UpdateStrategy.class);
    allUnsound.putAll(unsound);
    allUnsound.putAll(later.unsound);
    allUnsound.keySet().removeAll(later.sound);
    Map<UpdateStrategy, Long> allSlow = new EnumMap<>(UpdateStrategy.class);
    later.slow.forEach(
        (strategy, made) -> allSlow.put(strategy, Math.max(made, slow.getOrDefault(strategy, 0L))));
    allSlow.keySet().removeAll(allUnsound.keySet());
    Map<UpdateStrategy, String> allFailed = new EnumMap<>(UpdateStrategy.class);
    allFailed.putAll(failed);
    allFailed.keySet().removeAll(allSound);
    allFailed.keySet().removeAll(later.slow.keySet());
    allFailed.putAll(later.failed);
    return new SelfTestResult(allSound, allSlow, allUnsound, allFailed);
  }
}
