package io.limitrate.internal.algorithm;

import static io.limitrate.internal.algorithm.Oracle.big;

import io.limitrate.internal.algorithm.Nodes.Use;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The guarantee of an algorithm for the times of use, checked for every interval. */
final class Bound {

  private final Limit limit;
  private final List<Use> uses;

  Bound(Limit limit, List<Use> uses) {
    this.limit = limit;
    this.uses = uses.stream().sorted(Comparator.comparingLong(Use::nanos)).toList();
  }

  /** Returns an interval in which more units were used than the guarantee allows. */
  Optional<String> broken() {
    for (int last = 0; last < uses.size(); last++) {
      long end = uses.get(last).nanos();
      if (last + 1 < uses.size() && uses.get(last + 1).nanos() == end) {
        continue;
      }
      for (int first = 0; first <= last; first++) {
        long start = uses.get(first).nanos();
        if (exceeded(start, end)) {
          return Optional.of("[%d, %d] of %s".formatted(start, end, uses));
        }
      }
    }
    return Optional.empty();
  }

  private boolean exceeded(long start, long end) {
    BigInteger window = big(limit.windowNanos());
    BigInteger most = big(limit.limit());
    return switch (limit.kind()) {
      case TOKEN_BUCKET ->
          used(start, end)
                  .subtract(big(limit.size()))
                  .multiply(window)
                  .compareTo(most.multiply(big(end - start)))
              > 0;
      case SLIDING_WINDOW_LOG ->
          end - start < limit.windowNanos() && used(start, end).compareTo(most) > 0;
      case FIXED_WINDOW -> used(windowStart(end), end).compareTo(most) > 0;
      case SLIDING_WINDOW_COUNTER -> {
        long current = windowStart(end);
        BigInteger before = used(current - limit.windowNanos(), current - 1);
        BigInteger covered = big(current + limit.windowNanos() - end);
        yield before
                .multiply(covered)
                .add(used(current, end).multiply(window))
                .compareTo(most.multiply(window))
            > 0;
      }
      case LEAKY_BUCKET -> throw new IllegalArgumentException("has no leases");
    };
  }

  private long windowStart(long time) {
    return time - Math.floorMod(time, limit.windowNanos());
  }

  private BigInteger used(long from, long to) {
    return uses.stream()
        .filter(use -> use.nanos() >= from && use.nanos() <= to)
        .map(use -> big(use.units()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
