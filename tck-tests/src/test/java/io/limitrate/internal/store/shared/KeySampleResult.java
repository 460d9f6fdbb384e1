package io.limitrate.internal.store.shared;

import java.util.List;
import java.util.Locale;

/**
 * The result of a sample of keys: a line of the second table in docs/scaling.md.
 *
 * @param mostOperations the most operations of all keys in a second, by docs/scaling.md
 * @param operations the operations of all keys in a second
 * @param error the standard error of the operations, from the sampling
 * @param mostOfHottest the most operations of the hottest key in a second, by docs/scaling.md
 * @param ofHottest the operations of the hottest key in a second
 * @param entriesByFormula the entries by docs/scaling.md
 * @param entries the entries
 * @param characters the characters of an entry, of its name and of its text
 */
record KeySampleResult(
    int nodesOfKey,
    double mostOperations,
    double operations,
    double error,
    double mostOfHottest,
    double ofHottest,
    double entriesByFormula,
    double entries,
    double characters) {
  static final String HEADER =
      """
      | nodes of a key | operations/s, formula | operations/s | hottest key, formula | hottest key \
      | entries, formula | entries | characters of an entry |
      |---|---|---|---|---|---|---|---|\
      """;

  static KeySampleResult of(KeySample sample) {
    List<Stratum> strata = sample.simulate();
    double entries = strata.stream().mapToDouble(Stratum::allEntries).sum();
    return new KeySampleResult(
        sample.nodesOfKey(),
        sample.mostOperations(),
        strata.stream().mapToDouble(Stratum::allOperations).sum(),
        Math.sqrt(strata.stream().mapToDouble(Stratum::variance).sum()),
        sample.mostOperations(1),
        strata.get(0).operations().get(0),
        sample.entries(),
        entries,
        strata.stream().mapToDouble(Stratum::allCharacters).sum() / entries);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "| %,d | %,.0f | %,.0f ± %,.0f (%+.0f %%) | %,.0f | %,.0f | %,.0f | %,.0f | %.1f |",
        nodesOfKey,
        mostOperations,
        operations,
        error,
        100 * (operations / mostOperations - 1),
        mostOfHottest,
        ofHottest,
        entriesByFormula,
        entries,
        characters);
  }
}
