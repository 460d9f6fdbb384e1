package io.limitrate.config;

import io.limitrate.CallerList;
import io.limitrate.internal.path.PathPattern;
import io.limitrate.spi.LoadSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of load shedding: when the process rejects requests because it is overloaded, and in
 * which order. Settings with classes and without a bound shed nothing. Immutable and thread-safe;
 * docs/load.md has the rules.
 *
 * @param inFlight the most requests in flight, 1 to 1,000,000; empty for no bound
 * @param cpu the load of the processors in percent, 1 to 99, from which requests are shed
 * @param heap the part of the heap in use after a collection, 1 to 99 percent, from which requests
 *     are shed
 * @param signals the application's own signals
 * @param retryAfter the least time until a rejected client may try again, 1 s to 10 min; the answer
 *     names up to twice this time
 * @param starvation the time, 1 s to 1 h, after which a class whose requests were all shed gets a
 *     request, and a request that waits for a leaky bucket goes before all that arrived later;
 *     empty for no bound
 * @param exempt the requests that are neither counted nor shed
 * @param priorities the classes of requests
 */
public record SheddingSettings(
    OptionalInt inFlight,
    OptionalInt cpu,
    OptionalInt heap,
    List<Signal> signals,
    Duration retryAfter,
    Optional<Duration> starvation,
    Exempt exempt,
    PrioritySettings priorities) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is out of range, or there are neither bounds nor
   *     classes
   */
  public SheddingSettings {
    signals = List.copyOf(signals);
    inFlight.ifPresent(calls -> check("in-flight", calls, 1_000_000));
    cpu.ifPresent(percent -> check("cpu", percent, 99));
    heap.ifPresent(percent -> check("heap", percent, 99));
    if (inFlight.isEmpty()
        && cpu.isEmpty()
        && heap.isEmpty()
        && signals.isEmpty()
        && priorities.classes().size() == 1) {
      throw new IllegalArgumentException("needs one of in-flight, cpu, heap, signals");
    }
    check("retryAfter", retryAfter, Duration.ofMinutes(10), "1s to 10m");
    starvation.ifPresent(time -> check("starvation", time, Duration.ofHours(1), "1s to 1h"));
    if (starvation.isPresent() && priorities.classes().size() == 1) {
      throw new IllegalArgumentException("starvation needs priorities with several classes");
    }
  }

  private static void check(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " " + value + ": must be from 1 to " + most);
    }
  }

  private static void check(String name, Duration time, Duration most, String range) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(most) > 0) {
      throw new IllegalArgumentException(name + " " + time + ": must be from " + range);
    }
  }

  /** Returns whether there is a bound. If not, only policies and waiting calls use the classes. */
  public boolean sheds() {
    return inFlight.isPresent() || cpu.isPresent() || heap.isPresent() || !signals.isEmpty();
  }

  /** Returns the bounds and the classes for the log. */
  @Override
  public String toString() {
    List<String> bounds = new ArrayList<>();
    inFlight.ifPresent(calls -> bounds.add("at most " + calls + " in flight"));
    cpu.ifPresent(percent -> bounds.add("cpu from " + percent + "%"));
    heap.ifPresent(percent -> bounds.add("heap from " + percent + "%"));
    signals.forEach(signal -> bounds.add(signal.name() + " from " + signal.percent() + "%"));
    exempt.paths().forEach(path -> bounds.add("not for " + path));
    if (!sheds()) {
      bounds.add("no bound");
    }
    String classes = String.join(", ", priorities.classes());
    return String.join(", ", bounds) + "; classes " + classes;
  }

  /** Returns these settings with other classes. */
  public SheddingSettings with(PrioritySettings classes) {
    return new SheddingSettings(
        inFlight, cpu, heap, signals, retryAfter, starvation, exempt, classes);
  }

  /** Returns a builder without any bound, with one class and a Retry-After from 5 s. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A signal of the application.
   *
   * @param name the name of the signal in the log
   * @param percent the load in percent of the limit, 1 to 99, from which requests are shed
   */
  public record Signal(String name, LoadSignal signal, int percent) {
    /** Checks the percentage. */
    public Signal {
      check("signal " + name, percent, 99);
    }
  }

  /**
   * The requests that are neither counted nor shed, such as the probes of an orchestrator. No
   * header of a client decides.
   *
   * @param paths path patterns as in rules; empty for no path
   * @param callers the callers that the paths are exempt for, such as {@link CallerLists#ranges};
   *     empty for all callers
   */
  public record Exempt(List<String> paths, Optional<CallerList> callers) {
    static final Exempt NONE = new Exempt(List.of(), Optional.empty());

    /** Copies and checks the paths. */
    public Exempt {
      paths = List.copyOf(paths);
      paths.forEach(PathPattern::parse);
      if (paths.isEmpty() && callers.isPresent()) {
        throw new IllegalArgumentException("exempt callers need paths");
      }
    }
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private OptionalInt inFlight = OptionalInt.empty();
    private OptionalInt cpu = OptionalInt.empty();
    private OptionalInt heap = OptionalInt.empty();
    private final List<Signal> signals = new ArrayList<>();
    private Duration retryAfter = Duration.ofSeconds(5);
    private Optional<Duration> starvation = Optional.empty();
    private Exempt exempt = Exempt.NONE;
    private PrioritySettings priorities = PrioritySettings.NONE;

    private Builder() {}

    /** Sets the most requests in flight, 1 to 1,000,000. */
    public Builder inFlight(int most) {
      inFlight = OptionalInt.of(most);
      return this;
    }

    /** Sets the load of the processors, 1 to 99 percent, from which requests are shed. */
    public Builder cpu(int percent) {
      cpu = OptionalInt.of(percent);
      return this;
    }

    /** Sets the part of the heap in use after a collection, 1 to 99 percent. */
    public Builder heap(int percent) {
      heap = OptionalInt.of(percent);
      return this;
    }

    /** Adds a signal, and the load in percent of its limit from which requests are shed. */
    public Builder signal(String name, LoadSignal signal, int percent) {
      signals.add(new Signal(name, signal, percent));
      return this;
    }

    /** Sets the least time until a rejected client may try again; 5 s by default. */
    public Builder retryAfter(Duration least) {
      retryAfter = least;
      return this;
    }

    /** Sets the longest time without a request of a class, 1 s to 1 h; no bound by default. */
    public Builder starvation(Duration longest) {
      starvation = Optional.of(longest);
      return this;
    }

    /** Sets the requests that are neither counted nor shed; none by default. */
    public Builder exempt(Exempt requests) {
      exempt = requests;
      return this;
    }

    /** Sets the classes of requests; one class by default. */
    public Builder priorities(PrioritySettings classes) {
      priorities = classes;
      return this;
    }

    /** Returns the settings. */
    public SheddingSettings build() {
      return new SheddingSettings(
          inFlight, cpu, heap, signals, retryAfter, starvation, exempt, priorities);
    }
  }
}
