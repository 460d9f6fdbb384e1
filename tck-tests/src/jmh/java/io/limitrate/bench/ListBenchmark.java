package io.limitrate.bench;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.config.CallerLists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Searches the address of a call in a list of a file, from the text of the address on. The
 * addresses are random, so half of them are near no range. {@link #main} prints the heap of a list.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ListBenchmark {
  private static final int CALLS = 1 << 14;

  /** The number of ranges in the file. */
  @Param({"100", "100000"})
  int ranges;

  /** The family of the addresses. */
  @Param({"4", "6"})
  int family;

  private CallerList list = call -> false;
  private List<Call> calls = List.of();
  private int turn;

  /** Writes and reads the file. */
  @Setup(Level.Trial)
  public void read() {
    list = list(ranges, family);
    Random random = new Random(2);
    List<Call> all = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      all.add(new AddressCall(family == 4 ? ipv4(random) : ipv6(random)));
    }
    calls = all;
  }

  /** Searches one address. */
  @Benchmark
  public boolean contains() {
    turn = turn + 1 & CALLS - 1;
    return list.contains(calls.get(turn));
  }

  private static CallerList list(int ranges, int family) {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ranges; i++) {
      text.append(family == 4 ? ipv4(random) : ipv6(random)).append('\n');
    }
    try {
      Path file = Files.createTempFile("list", ".txt").toAbsolutePath();
      try {
        return CallerLists.file(Files.writeString(file, text));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ipv4(Random random) {
    int bits = random.nextInt();
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private static String ipv6(Random random) {
    String groups = ":%x".repeat(7);
    Object[] values = random.ints(7, 0, 1 << 16).boxed().toArray();
    return "2001" + groups.formatted(values);
  }

  /** Prints the heap of a list of 100,000 ranges, after a full collection. */
  public static void main(String[] arguments) {
    for (int family : List.of(4, 6)) {
      list(1, family);
      long before = usedBytes();
      CallerList list = list(100_000, family);
      long perEntry = (usedBytes() - before) / 100_000;
      System.out.printf("IPv%d %4d bytes per entry%n", family, perEntry);
      list.contains(new AddressCall("192.0.2.1"));
    }
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private record AddressCall(String address) implements Call {}
}
