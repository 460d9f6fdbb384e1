package io.limitrate.internal.load;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.concurrent.Workers;
import io.limitrate.internal.engine.Precedence;
import io.limitrate.internal.log.ThrottledLogger;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests an overloaded process rejects. Counts the requests in flight, and asks the
 * signals, which a timer reads. Thread-safe.
 */
public final class Shedder implements AutoCloseable {
  static final String LOGGER = "io.limitrate.shedding";
  static final Duration INTERVAL = Duration.ofMillis(500);

  /** The readings after which all clients draw anew: ten minutes. */
  private static final int DRAW = 1_200;

  private static final Admission UNCOUNTED = new Admission.Uncounted();

  private static final String UNFILTERED =
      "shedding.in-flight counts no request that JAX-RS receives without RateLimitFilter: declare"
          + " the filter, or shed by cpu, heap or signals";

  private static final ThrottledLogger LOG = new ThrottledLogger(System.getLogger(LOGGER));

  private final SheddingSettings settings;
  private final InFlight inFlight;
  private final int[] limits;
  private final CallClasses classes;
  private final Exemption exempt;
  private final LoadSampler sampler;
  private final SheddingLog log;
  private final ClientDraw draws = new ClientDraw();
  private final Starvation starvation;
  private @Nullable ScheduledThreadPoolExecutor timer;
  private final AtomicBoolean warned = new AtomicBoolean();
  private boolean closed;
  private int readings;

  private Shedder(SheddingSettings settings, InFlight inFlight) {
    this.settings = settings;
    this.inFlight = inFlight;
    this.classes = new CallClasses(settings.priorities());
    this.limits = InFlight.limits(settings.inFlight().orElse(0), classes.size());
    this.exempt = new Exemption(settings.exempt());
    this.sampler = new LoadSampler(settings);
    this.log = new SheddingLog(classes);
    this.starvation = new Starvation(settings.starvation(), classes.size());
  }

  /**
   * Creates a shedder whose timer does not run yet.
   *
   * @throws IllegalArgumentException when the JVM lacks a signal
   */
  public static Shedder of(SheddingSettings settings) {
    return new Shedder(settings, new InFlight());
  }

  /** Returns a shedder with these settings that counts the same requests in flight. */
  public Shedder next(SheddingSettings next) {
    return next.equals(settings) ? this : new Shedder(next, inFlight);
  }

  /** Stops the timer of a shedder that another one replaces, and starts the timer of the other. */
  public static void replace(@Nullable Shedder before, @Nullable Shedder next) {
    if (before == next) {
      return;
    }
    if (next != null) {
      next.start();
    }
    if (before != null) {
      before.close();
    }
  }

  /** Without a bound there is nothing to read. */
  private synchronized void start() {
    if (!closed && timer == null && settings.sheds()) {
      timer = Workers.timer("limitrate-load-");
      long nanos = INTERVAL.toNanos();
      Future<?> unused = timer.scheduleWithFixedDelay(this::tick, 0, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Reads the signals. Nothing is thrown, because that would end the timer. */
  void tick() {
    try {
      sample();
    } catch (Throwable e) {
      try {
        LOG.error("A reading of the signals of load shedding failed", e);
      } catch (Throwable ofLogger) {
        // The failure is lost: the logger fails too.
      }
    }
  }

  /** Reads the signals. Only the thread of the timer calls this method, or a test without timer. */
  void sample() {
    sampler.sample();
    log.reading();
    starvation.reading();
    if (++readings % DRAW == 0) {
      draws.renew();
    }
  }

  /** Decides about a request of the filter, which is in flight until its end. */
  public Admission admit(Call call, CallPath path) {
    return decide(call, path, settings.inFlight().isPresent());
  }

  /** Decides about a request that did not pass the filter: nothing tells its end reliably. */
  public Admission admitUncounted(Call call, CallPath path) {
    if (settings.inFlight().isPresent() && !warned.getAndSet(true)) {
      LOG.warning(UNFILTERED);
    }
    return decide(call, path, false);
  }

  /** Decides about a request. A failure sheds no request: its policies are checked all the same. */
  private Admission decide(Call call, CallPath path, boolean counts) {
    try {
      return exempt.covers(call, path) ? UNCOUNTED : admit(call, path, counts);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A request is admitted and not counted: load shedding failed", e);
      return UNCOUNTED;
    }
  }

  private Admission admit(Call call, CallPath path, boolean counts) {
    Pressure pressure = sampler.pressure();
    int last = limits.length - 1;
    if (pressure.isNone() && (!counts || inFlight.enter(limits[last]))) {
      return admitted(counts);
    }
    int rank = classes.rank(call, path);
    Key draw = draws.of(call);
    Supplier<String> reason = enter(rank, draw, pressure, counts);
    if (reason == null) {
      starvation.served(rank);
      return admitted(counts);
    }
    if (starvation.claim(rank)) {
      if (enter(0, draw, pressure, counts) == null) {
        return admitted(counts);
      }
      starvation.giveUp(rank);
    }
    return shed(rank, draw, reason);
  }

  private Admission admitted(boolean counts) {
    return counts ? new Admission.Counted(inFlight) : UNCOUNTED;
  }

  /** Counts a request of this class. Returns the reason if the request is shed instead. */
  private @Nullable Supplier<String> enter(int rank, Key draw, Pressure pressure, boolean counts) {
    if (ClientDraw.unit(draw.high()) < pressure.part(classes.size() - 1 - rank)) {
      return sampler::highest;
    }
    return !counts || inFlight.enter(limits[rank])
        ? null
        : () -> "in-flight " + inFlight.count() + " of " + limits[0];
  }

  /** The wait is up to twice the configured time, and stays the same for a client that retries. */
  private Admission shed(int rank, Key draw, Supplier<String> reason) {
    log.shed(rank, reason);
    long least = settings.retryAfter().toNanos();
    long waitNanos = least + (long) (least * ClientDraw.unit(draw.low()));
    return new Admission.Shed(classes.name(rank), waitNanos);
  }

  /** Returns the class of a request. */
  public Precedence precedence(Call call, CallPath path) {
    long nanos = settings.starvation().map(Duration::toNanos).orElse(Precedence.NEVER);
    return new Precedence(classes.higher(classes.rank(call, path)), nanos);
  }

  /** Returns the requests in flight. */
  public int inFlight() {
    return inFlight.count();
  }

  /** Stops the timer. Requests under way still ask this shedder. */
  @Override
  public void close() {
    ScheduledThreadPoolExecutor ending;
    synchronized (this) {
      closed = true;
      ending = timer;
      timer = null;
    }
    if (ending != null) {
      Workers.stop(ending);
    }
    log.end();
  }
}
