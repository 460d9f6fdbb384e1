package io.limitrate.internal.source;

import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Hashes of the settings of a file, by path, to find out which settings two files have in common.
 * Holds the sections and their entries, and no values.
 */
public final class Fingerprints {
  static final Fingerprints NONE = new Fingerprints(Map.of());

  private final Map<String, Integer> hashes;

  private Fingerprints(Map<String, Integer> hashes) {
    this.hashes = hashes;
  }

  public static Fingerprints of(Mapping tree) {
    Map<String, Integer> hashes = new HashMap<>();
    for (Entry section : tree.entries()) {
      hashes.put(section.key(), hash(section.value()));
      if (section.value() instanceof Mapping mapping) {
        mapping
            .entries()
            .forEach(
                entry ->
                    hashes.put(
                        SettingPath.append(section.key(), entry.key()), hash(entry.value())));
      }
    }
    return new Fingerprints(Map.copyOf(hashes));
  }

  /** Returns a hash of the values, without their places and the order of the keys. */
  private static int hash(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().hashCode();
    }
    return node instanceof Sequence sequence
        ? List.copyOf(sequence.elements()).stream()
            .mapToInt(Fingerprints::hash)
            .reduce(1, (hash, next) -> 31 * hash + next)
        : ((Mapping) node)
            .entries().stream()
                .mapToInt(entry -> 31 * entry.key().hashCode() ^ hash(entry.value()))
                .sum();
  }

  /** Returns whether the setting of this path differs. */
  public boolean differ(Fingerprints other, String path) {
    return !Objects.equals(hashes.get(path), other.hashes.get(path));
  }
}
