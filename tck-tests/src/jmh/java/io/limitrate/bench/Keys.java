package io.limitrate.bench;

import io.limitrate.Key;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Keys in a random order. All keys are equally frequent. */
@State(Scope.Benchmark)
public class Keys {
  @Param({"1000", "100000", "1000000"})
  int keys;

  Key[] all = {};

  /** Creates the keys. */
  @Setup(Level.Trial)
  public void make() {
    all = new Key[keys];
    for (int i = 0; i < keys; i++) {
      all[i] = Key.random();
    }
  }

  /** A thread's sequence of keys (xorshift, Marsaglia 2003). */
  @State(Scope.Thread)
  public static class Walk {
    private long seed = Thread.currentThread().getId() * 0x9E3779B97F4A7C15L | 1;

    Key next(Keys keys) {
      seed ^= seed << 13;
      seed ^= seed >>> 7;
      seed ^= seed << 17;
      return keys.all[(int) ((seed >>> 1) % keys.all.length)];
    }
  }
}
