package io.limitrate.internal.source;

import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import java.util.HashMap;
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
        for (Entry entry : mapping.entries()) {
          hashes.put(SettingPath.append(section.key(), entry.key()), hash(entry.value()));
        }
      }
    }
    return new Fingerprints(Map.copyOf(hashes));
  }

  /** Returns a hash of the values, without their places and the order of the keys. */
  private static int hash(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.text().hashCode();
    }
    return node instanceof Sequence sequence ? hash(sequence) : hash((Mapping) node);
  }

  private static int hash(Sequence sequence) {
    int hash = 1;
    for (Node element : sequence.elements()) {
      hash = 31 * hash + hash(element);
    }
    return hash;
  }

  private static int hash(Mapping mapping) {
    int sum = 0;
    for (Entry entry : mapping.entries()) {
      sum += 31 * entry.key().hashCode() ^ hash(entry.value());
    }
    return sum;
  }

  /** Returns whether the setting of this path differs. */
  public boolean differ(Fingerprints other, String path) {
    return !Objects.equals(hashes.get(path), other.hashes.get(path));
  }
}
