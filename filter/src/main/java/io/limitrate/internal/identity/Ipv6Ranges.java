package io.limitrate.internal.identity;

import java.util.Arrays;
import java.util.List;

/**
 * Merged ranges of IPv6 addresses, sorted by their first address. Immutable and thread-safe.
 *
 * <p>A search reads the first halves of many first addresses, and few other numbers. So each half
 * has an array of its own.
 */
final class Ipv6Ranges {
  private final long[] startHighs;
  private final long[] startLows;
  private final long[] endHighs;
  private final long[] endLows;

  /** Creates ranges of networks in the order of their addresses. */
  Ipv6Ranges(List<Cidr> sorted) {
    long[] firstHighs = new long[sorted.size()];
    long[] firstLows = new long[sorted.size()];
    long[] lastHighs = new long[sorted.size()];
    long[] lastLows = new long[sorted.size()];
    int last = -1;
    for (Cidr network : sorted) {
      IpAddress end = network.last();
      boolean merges = last >= 0 && touches(lastHighs[last], lastLows[last], network);
      if (!merges) {
        last++;
        firstHighs[last] = network.high();
        firstLows[last] = network.low();
      }
      if (!merges || compare(end.high(), end.low(), lastHighs[last], lastLows[last]) > 0) {
        lastHighs[last] = end.high();
        lastLows[last] = end.low();
      }
    }
    startHighs = Arrays.copyOf(firstHighs, last + 1);
    startLows = Arrays.copyOf(firstLows, last + 1);
    endHighs = Arrays.copyOf(lastHighs, last + 1);
    endLows = Arrays.copyOf(lastLows, last + 1);
  }

  /** Returns whether the network begins before, at, or right after the end of a range. */
  private static boolean touches(long high, long low, Cidr network) {
    boolean carries = low == -1;
    boolean isLast = carries && high == -1;
    return isLast
        || compare(network.high(), network.low(), carries ? high + 1 : high, low + 1) <= 0;
  }

  /** Returns whether a range contains all addresses from the first to the last one. */
  boolean contains(long firstHigh, long firstLow, long lastHigh, long lastLow) {
    int from = 0;
    int to = startHighs.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int byHigh = Long.compareUnsigned(startHighs[middle], firstHigh);
      if (byHigh < 0 || (byHigh == 0 && Long.compareUnsigned(startLows[middle], firstLow) <= 0)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from > 0 && compare(endHighs[from - 1], endLows[from - 1], lastHigh, lastLow) >= 0;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }
}
