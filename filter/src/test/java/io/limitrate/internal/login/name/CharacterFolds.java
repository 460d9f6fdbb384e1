package io.limitrate.internal.login.name;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Folds each character as {@link Usernames} does without the table, except that marks are kept. */
final class CharacterFolds {
  /**
   * The planes after the first two contain no letters, only ideographs and invisible characters.
   */
  static final int LAST = 0x1FFFF;

  private static final int ROUNDS = 3;

  private CharacterFolds() {}

  /** Returns the fold of each character that a name may contain. */
  static SortedMap<Integer, List<Integer>> all() {
    SortedMap<Integer, List<Integer>> folds = new TreeMap<>();
    for (int character = 1; character <= LAST; character++) {
      if (!Usernames.isRejected(character)) {
        folds.put(character, fold(character));
      }
    }
    return folds;
  }

  private static List<Integer> fold(int character) {
    String folded = Character.toString(character);
    for (int round = 0; round < ROUNDS; round++) {
      folded = Usernames.decomposed(Usernames.visible(folded));
    }
    return Usernames.visible(folded).codePoints().map(Usernames::digit).boxed().toList();
  }
}
