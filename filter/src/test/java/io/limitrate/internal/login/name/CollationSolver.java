package io.limitrate.internal.login.name;

import io.limitrate.internal.login.CollationFile;
import io.limitrate.internal.login.CollationRound;
import io.limitrate.internal.login.IcuCollation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds replacements of characters so that texts are equal if any of several collations treats them
 * as equal.
 */
final class CollationSolver {
  private static final int MAX_ROUNDS = 5;

  private final List<SortedMap<Integer, String>> weights;
  private final List<List<Integer>> classes;
  private final Map<Integer, List<Integer>> folds = new HashMap<>(CharacterFolds.all());

  /** Characters that are replaced as they are written, before they are decomposed. */
  private final Map<Integer, List<Integer>> written = new HashMap<>();

  CollationSolver(
      List<SortedMap<Integer, String>> weights, List<List<Integer>> equivalenceClasses) {
    this.weights = weights;
    this.classes = equivalenceClasses;
  }

  /** Returns the text that stands for each character that needs one. */
  SortedMap<Integer, List<Integer>> replacements() {
    CollationRound round = nextRound();
    for (int i = 1; i < MAX_ROUNDS && !round.contradictions().isEmpty(); i++) {
      written.putAll(round.contradictions());
      folds.putAll(round.contradictions());
      round = nextRound();
    }
    if (!round.contradictions().isEmpty()) {
      throw new IllegalStateException(
          "The collations contradict each other. Make Usernames reject these characters: "
              + CollationFile.hexadecimal(round.contradictions().keySet()));
    }
    return replacements(round);
  }

  private CollationRound nextRound() {
    CollationRound round = new CollationRound(folds);
    weights.forEach(collation -> round.ignore(withoutWeight(collation)));
    classes.stream().filter(each -> each.contains(IcuCollation.IGNORED)).forEach(round::ignore);
    weights.forEach(round::equateWeights);
    classes.forEach(round::equateClass);
    return round;
  }

  private static List<Integer> withoutWeight(Map<Integer, String> collation) {
    List<Integer> characters = new ArrayList<>(collation.keySet());
    characters.removeIf(character -> !collation.get(character).isEmpty());
    return characters;
  }

  private SortedMap<Integer, List<Integer>> replacements(CollationRound round) {
    SortedMap<Integer, List<Integer>> texts = new TreeMap<>();
    folds.values().forEach(fold -> fold.forEach(each -> texts.put(each, List.of(each))));
    texts.putAll(written);
    texts.replaceAll((character, text) -> withoutMarks(round.normalized(text)));
    texts.entrySet().removeIf(entry -> isNeedless(entry.getKey(), entry.getValue()));
    return texts;
  }

  private static List<Integer> withoutMarks(List<Integer> text) {
    return text.stream().filter(character -> !Usernames.isMark(character)).toList();
  }

  /** The normalizer drops all marks without the table. */
  private static boolean isNeedless(int character, List<Integer> text) {
    return text.equals(List.of(character)) || (text.isEmpty() && Usernames.isMark(character));
  }
}
