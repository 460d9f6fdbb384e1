package io.limitrate.shared;

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
 * @param unsound the paths that are not used, with the reason
 */
record Paths(Set<Path> sound, Map<Path, Long> slow, Map<Path, String> unsound) {
  Paths {
    sound = Set.copyOf(sound);
    slow = Map.copyOf(slow);
    unsound = Map.copyOf(unsound);
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

  /** Whether charges can be made, and units given back, by paths that are sound. */
  boolean complete() {
    return sound.contains(Path.EXCHANGE) || sound.contains(Path.REPLACE);
  }

  /** The same after the slow paths were tested again. */
  Paths updatedBy(Paths later) {
    Set<Path> allSound = EnumSet.noneOf(Path.class);
    allSound.addAll(sound);
    allSound.addAll(later.sound);
    Map<Path, String> allUnsound = new EnumMap<>(Path.class);
    allUnsound.putAll(unsound);
    allUnsound.putAll(later.unsound);
    return new Paths(allSound, later.slow, allUnsound);
  }
}
