package io.limitrate;

import io.limitrate.Quota.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Quotas that hold together: a call takes its units from all of them or from none. Code that builds
 * a {@link Policy} with several quotas uses this type.
 *
 * <p>Immutable and thread-safe. Two instances are equal if they have equal quotas in the same
 * order.
 */
public final class Quotas {
  private final List<Quota> list;
  private final int hash;

  private Quotas(List<Quota> quotas) {
    if (quotas.isEmpty()) {
      throw new IllegalArgumentException("quotas must not be empty");
    }
    this.list = List.copyOf(quotas);
    this.hash = hash(list);
  }

  /** Uses no hash code of a record, whose first use costs a start 60 generated classes. */
  private static int hash(List<Quota> quotas) {
    int hash = 1;
    for (Quota quota : quotas) {
      hash = 31 * hash + Long.hashCode(quota.limit()) + quota.window().hashCode();
    }
    return hash;
  }

  /** Combines quotas, at least one. */
  public static Quotas of(List<Quota> quotas) {
    return new Quotas(quotas);
  }

  /** Combines quotas, at least one. */
  public static Quotas of(Quota... quotas) {
    return of(List.of(quotas));
  }

  /** Parses quotas that are separated by commas: {@code 10/1m, 1000/1d}. */
  public static Quotas parse(String text) {
    return parse(text, Kind.TOKEN_BUCKET);
  }

  /** The same, with the algorithm of quotas that name none. */
  public static Quotas parse(String text, Kind unnamed) {
    return of(
        Arrays.stream(text.split(",", -1)).map(quota -> Quota.parse(quota, unnamed)).toList());
  }

  /** Returns the quotas in the given order. */
  public List<Quota> list() {
    return list;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Quotas that && list.equals(that.list));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    for (Quota quota : list) {
      text.add(quota.toString());
    }
    return text.toString();
  }
}
