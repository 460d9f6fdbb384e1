package io.limitrate.internal.login.name;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Equivalence classes of characters, as a union-find structure. A class is represented by its first
 * letter, or the first mark if it has no letter. The representative may have a replacement, which
 * is a longer text or the empty text.
 */
public final class EquivalenceClasses {
  private final Map<Integer, Integer> parents = new HashMap<>();
  private final Map<Integer, List<Integer>> replacements = new HashMap<>();

  public void ignore(int character) {
    replacements.put(character, List.of());
  }

  /** Makes two texts equal, or returns false if no class or replacement of a character does so. */
  public boolean equate(List<Integer> left, List<Integer> right) {
    List<Integer> first = normalized(left);
    List<Integer> second = normalized(right);
    int prefix = sharedPrefix(first, second);
    first = first.subList(prefix, first.size());
    second = second.subList(prefix, second.size());
    int suffix = sharedSuffix(first, second);
    return merge(
        List.copyOf(first.subList(0, first.size() - suffix)),
        List.copyOf(second.subList(0, second.size() - suffix)));
  }

  private static int sharedPrefix(List<Integer> first, List<Integer> second) {
    int shorter = Math.min(first.size(), second.size());
    int length = 0;
    while (length < shorter && first.get(length).equals(second.get(length))) {
      length++;
    }
    return length;
  }

  private static int sharedSuffix(List<Integer> first, List<Integer> second) {
    int shorter = Math.min(first.size(), second.size());
    int length = 0;
    while (length < shorter
        && first.get(first.size() - 1 - length).equals(second.get(second.size() - 1 - length))) {
      length++;
    }
    return length;
  }

  private boolean merge(List<Integer> left, List<Integer> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return ignoreMarks(left.isEmpty() ? right : left);
    }
    if (left.size() == 1 && right.size() == 1) {
      unite(left.get(0), right.get(0));
      return true;
    }
    return replace(left, right) || replace(right, left);
  }

  /** A letter must not be ignored everywhere because one collation ignores it in one text. */
  private boolean ignoreMarks(List<Integer> text) {
    if (!text.stream().allMatch(Usernames::isMark)) {
      return false;
    }
    text.forEach(this::ignore);
    return true;
  }

  /** Letters go before marks, since the normalizer drops all marks. */
  private void unite(int left, int right) {
    boolean leftFirst =
        Usernames.isMark(left) == Usernames.isMark(right) ? left < right : Usernames.isMark(right);
    if (leftFirst) {
      parents.put(right, left);
    } else {
      parents.put(left, right);
    }
  }

  private boolean replace(List<Integer> single, List<Integer> text) {
    if (single.size() != 1 || text.contains(single.get(0))) {
      return false;
    }
    replacements.put(single.get(0), text);
    return true;
  }

  /** Returns the text that stands for all texts that are equal to this one. */
  public List<Integer> normalized(List<Integer> text) {
    StringBuilder expanded = new StringBuilder();
    text.forEach(character -> expand(character, expanded));
    return Usernames.collapsed(expanded.toString()).codePoints().boxed().toList();
  }

  private void expand(int character, StringBuilder to) {
    int representative = representative(character);
    List<Integer> replacement = replacements.get(representative);
    if (replacement == null) {
      to.appendCodePoint(representative);
    } else {
      replacement.forEach(each -> expand(each, to));
    }
  }

  private int representative(int character) {
    int last = character;
    for (Integer next = parents.get(last); next != null; next = parents.get(last)) {
      last = next;
    }
    return last;
  }
}
