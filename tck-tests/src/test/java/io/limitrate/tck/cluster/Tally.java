package io.limitrate.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The counters of one node, in memory that the node shares with the test. A call is counted when it
 * is permitted, so no call that a killed node permitted is missed. Thread-safe, in both processes.
 */
final class Tally {
  /** The most users of one run. */
  static final int MOST_USERS = 64;

  private static final VarHandle COUNTER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int ASKED = 0;
  private static final int FAILED = 1;
  private static final int ADMITTED = 2;
  private static final int RUNNING = ADMITTED + MOST_USERS;
  private static final int COUNTERS = RUNNING + 1;

  private final MappedByteBuffer counters;

  private Tally(MappedByteBuffer counters) {
    this.counters = counters;
  }

  /** Opens the counters in a file; creates the file if it is missing. */
  static Tally open(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Tally(channel.map(MapMode.READ_WRITE, 0, (long) COUNTERS * Long.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void admit(int user) {
    add(ADMITTED + user);
  }

  void fail() {
    add(FAILED);
  }

  void ask() {
    add(ASKED);
  }

  /** Returns the number of calls. */
  long asked() {
    return get(ASKED);
  }

  /** Returns the number of calls that the node could not count. */
  long failed() {
    return get(FAILED);
  }

  /** Returns the number of permitted calls of a user. */
  long admitted(int user) {
    return get(ADMITTED + user);
  }

  /** Changes the number of running calls, and returns the new number. */
  long running(int change) {
    return change + (long) COUNTER.getAndAdd(counters, RUNNING * Long.BYTES, (long) change);
  }

  /** Resets the counters; no call may be running. */
  void clear() {
    for (int i = 0; i < COUNTERS; i++) {
      COUNTER.setVolatile(counters, i * Long.BYTES, 0L);
    }
  }

  private void add(int counter) {
    long unused = (long) COUNTER.getAndAdd(counters, counter * Long.BYTES, 1L);
  }

  private long get(int counter) {
    return (long) COUNTER.getVolatile(counters, counter * Long.BYTES);
  }
}
