package io.limitrate.internal.identity;

import java.util.Arrays;
import java.util.List;

/**
 * Merged ranges of IPv4 addresses, sorted by their first address.
 *
 * <p>Many ranges have an index by the first 16 bits of an address, so that a search compares only
 * the few ranges of these bits. Immutable and thread-safe.
 */
final class Ipv4Ranges {
  /** The index takes 256 KiB. Fewer ranges are searched as fast without the index. */
  private static final int LEAST_INDEXED = 4096;

  private static final int INDEX_SIZE = 1 << 16;
  private static final int[] NO_INDEX = {};

  /** The first addresses, which an added {@link Integer#MIN_VALUE} makes sort as unsigned. */
  private final int[] starts;

  private final int[] ends;

  /** The number of ranges that begin before the addresses of each 16 bits. */
  private final int[] index;

  /** Creates ranges of networks in the order of their addresses. */
  Ipv4Ranges(List<Cidr> sorted) {
    int[] first = new int[sorted.size()];
    int[] last = new int[sorted.size()];
    int size = 0;
    for (Cidr network : sorted) {
      long low = Integer.toUnsignedLong((int) network.low());
      long high = Integer.toUnsignedLong((int) network.last().low());
      if (size > 0 && low <= unsigned(last[size - 1]) + 1) {
        last[size - 1] = signed(Math.max(unsigned(last[size - 1]), high));
      } else {
        first[size] = signed(low);
        last[size++] = signed(high);
      }
    }
    starts = Arrays.copyOf(first, size);
    ends = Arrays.copyOf(last, size);
    index = size < LEAST_INDEXED ? NO_INDEX : index(starts);
  }

  private static int[] index(int[] starts) {
    int[] index = new int[INDEX_SIZE + 1];
    int at = 0;
    for (int high = 0; high <= INDEX_SIZE; high++) {
      while (at < starts.length && unsigned(starts[at]) >>> 16 < high) {
        at++;
      }
      index[high] = at;
    }
    return index;
  }

  private static int signed(long address) {
    return (int) address + Integer.MIN_VALUE;
  }

  private static long unsigned(int shifted) {
    return Integer.toUnsignedLong(shifted + Integer.MIN_VALUE);
  }

  /** Returns whether a range contains all addresses from the first to the last one. */
  boolean contains(int firstBits, int lastBits) {
    int first = firstBits + Integer.MIN_VALUE;
    int from = 0;
    int to = starts.length;
    if (index.length > 0) {
      from = index[firstBits >>> 16];
      to = index[(firstBits >>> 16) + 1];
    }
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (starts[middle] <= first) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from > 0 && ends[from - 1] >= lastBits + Integer.MIN_VALUE;
  }
}
