package io.limitrate.internal.login;

import io.limitrate.internal.login.name.EquivalenceClasses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Makes the folds of characters equal that some collation treats as equal, and collects the
 * characters whose fold cannot be made equal.
 */
public final class CollationRound {
  private final Map<Integer, List<Integer>> folds;
  private final EquivalenceClasses classes = new EquivalenceClasses();
  private final Map<Integer, List<Integer>> contradictions = new HashMap<>();

  public CollationRound(Map<Integer, List<Integer>> folds) {
    this.folds = folds;
  }

  /**
   * Drops characters that decompose to themselves. The caller calls this method before all others.
   */
  public void ignore(Iterable<Integer> characters) {
    for (int character : characters) {
      if (List.of(character).equals(folds.get(character))) {
        classes.ignore(character);
      }
    }
  }

  /** Makes characters equal that have the same weights. */
  public void equateWeights(SortedMap<Integer, String> weights) {
    Map<String, List<Integer>> singles = new HashMap<>();
    weights.forEach(
        (character, weight) -> {
          List<Integer> fold = folds.get(character);
          if (fold != null && weight.length() == MariaDbCollation.WEIGHT_DIGITS) {
            singles.putIfAbsent(weight, fold);
          }
        });
    Map<String, List<Integer>> sequences = new HashMap<>();
    weights.forEach(
        (character, weight) -> {
          List<Integer> fold = folds.get(character);
          if (fold != null) {
            equate(character, text(weight, fold, singles, sequences));
          }
        });
  }

  /** Returns the characters that have these weights one by one, or the first with the same row. */
  private static List<Integer> text(
      String weight,
      List<Integer> fold,
      Map<String, List<Integer>> singles,
      Map<String, List<Integer>> sequences) {
    List<String> parts = MariaDbCollation.split(weight);
    if (singles.keySet().containsAll(parts)) {
      return parts.stream().flatMap(one -> singles.get(one).stream()).toList();
    }
    return sequences.computeIfAbsent(weight, key -> fold);
  }

  /** Makes characters of one equivalence class equal. */
  public void equateClass(List<Integer> characters) {
    List<Integer> known = characters.stream().filter(folds::containsKey).toList();
    if (!known.isEmpty()) {
      boolean ignored = characters.contains(IcuCollation.IGNORED);
      List<Integer> text = ignored ? List.of() : folds.get(known.get(0));
      known.forEach(character -> equate(character, text));
    }
  }

  private void equate(int character, List<Integer> text) {
    if (!classes.equate(folds.get(character), text)) {
      contradictions.put(character, classes.normalized(text));
    }
  }

  /** Returns the characters that need a replacement of their own, with the replacements. */
  public Map<Integer, List<Integer>> contradictions() {
    return contradictions;
  }

  /** Returns the text that stands for this text in all collations. */
  public List<Integer> normalized(List<Integer> text) {
    return classes.normalized(text);
  }
}
