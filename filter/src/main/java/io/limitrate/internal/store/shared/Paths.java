package io.limitrate.internal.store.shared;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What the {@link SelfTest} found out about a provider's paths. Immutable.
 *
 * @param sound the paths that lost no charge
 * @param slow the paths that lost no charge, but made too few to prove that they never do; with the
 *     number of charges
 * @param unsound the paths that lost a charge, with the reason; only a test that finds them sound
 *     changes that
 * @param failed the paths whose operations failed, with the reason
 */
record Paths(
    Set<Path> sound, Map<Path, Long> slow, Map<Path, String> unsound, Map<Path, String> failed) {
  Paths {
    sound = Set.copyOf(sound);
    slow = Map.copyOf(slow);
    unsound = Map.copyOf(unsound);
    failed = Map.copyOf(failed);
  }

  /** The paths to use: the sound ones, or else the slow one that made most charges. */
  Set<Path> used() {
    Set<Path> used = EnumSet.noneOf(Path.class);
    used.addAll(sound);
    if (used.isEmpty()) {
      slow.entrySet().stream()
          .filter(entry -> entry.getValue() > 0)
          .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
          .ifPresent(entry -> used.add(entry.getKey()));
    }
    return used;
  }

  /** The paths that lost a charge or failed, with the reason. */
  Map<Path, String> rejected() {
    Map<Path, String> rejected = new EnumMap<>(Path.class);
    rejected.putAll(failed);
    rejected.putAll(unsound);
    return rejected;
  }

  /** Why each path cannot be used, where none can. */
  Map<Path, String> reasons() {
    Map<Path, String> reasons = rejected();
    slow.keySet().forEach(path -> reasons.put(path, "no answer in time"));
    return reasons;
  }

  /** Whether the same paths are used, rejected and slow. */
  boolean judgesAs(Paths other) {
    return used().equals(other.used())
        && rejected().keySet().equals(other.rejected().keySet())
        && slow.keySet().equals(other.slow.keySet());
  }

  /** The paths to test again: the slow ones, or all where none can be used. */
  Set<Path> unjudged() {
    return used().isEmpty() ? EnumSet.allOf(Path.class) : slow.keySet();
  }

  /** Whether charges can be made, and units given back, by paths that are sound. */
  boolean complete() {
    return sound.contains(Path.EXCHANGE) || sound.contains(Path.REPLACE);
  }

  /** The same after the {@link #unjudged} paths were tested again. */
  Paths updatedBy(Paths later) {
    Set<Path> allSound = EnumSet.noneOf(Path.class);
    allSound.addAll(sound);
    allSound.addAll(later.sound);
    Map<Path, String> allUnsound = new EnumMap<>(Path.class);
    allUnsound.putAll(unsound);
    allUnsound.putAll(later.unsound);
    allUnsound.keySet().removeAll(later.sound);
    Map<Path, Long> allSlow = new EnumMap<>(Path.class);
    later.slow.forEach(
        (path, made) -> allSlow.put(path, Math.max(made, slow.getOrDefault(path, 0L))));
    allSlow.keySet().removeAll(allUnsound.keySet());
    Map<Path, String> allFailed = new EnumMap<>(Path.class);
    allFailed.putAll(failed);
    allFailed.keySet().removeAll(allSound);
    allFailed.keySet().removeAll(later.slow.keySet());
    allFailed.putAll(later.failed);
    return new Paths(allSound, allSlow, allUnsound, allFailed);
  }
}
