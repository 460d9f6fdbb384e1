package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The results of the sampled keys of some ranks.
 *
 * @param keys the number of keys, sampled or not
 * @param operations the operations of each sampled key in a second
 * @param entries the number of sampled keys that have an entry
 * @param characters the characters of their entries
 */
record Stratum(long keys, List<Double> operations, long entries, long characters) {

  static Stratum of(
      long first,
      long last,
      long[] ranks,
      long seconds,
      SimulatedStore store,
      Function<Key, String> names) {
    List<Double> operations = new ArrayList<>();
    long entries = 0;
    long characters = 0;
    for (long rank : ranks) {
      String name = names.apply(new Key(0, rank));
      String text = store.texts().get(name);
      operations.add((double) store.load(name).operations / seconds);
      entries += text == null ? 0 : 1;
      characters += text == null ? 0 : name.length() + text.length();
    }
    return new Stratum(last - first + 1, operations, entries, characters);
  }

  /** Returns the operations of all keys of the stratum in a second. */
  double allOperations() {
    return keys * mean();
  }

  private double mean() {
    return operations.stream().mapToDouble(x -> x).average().orElse(0);
  }

  /** Returns the variance of {@link #allOperations}, which is 0 if each key is sampled. */
  double variance() {
    double mean = mean();
    double squares = operations.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double n = operations.size();
    return n < 2 || n == keys ? 0 : (double) keys * (keys - n) * squares / (n * (n - 1));
  }

  /** Returns the number of keys of the stratum that have an entry. */
  double allEntries() {
    return (double) keys * entries / operations.size();
  }

  /** Returns the characters of all entries of the stratum. */
  double allCharacters() {
    return (double) keys * characters / operations.size();
  }
}
