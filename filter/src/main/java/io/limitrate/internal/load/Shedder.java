package io.limitrate.internal.load;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.concurrent.Workers;
import io.limitrate.internal.log.ThrottledLogger;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
      "shedding.inFlight counts no request that JAX-RS receives without RateLimitFilter: declare"
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

  private synchronized void start() {
    if (!closed && timer == null) {
      timer = Workers.timer("limitrate-load-");
      long nanos = INTERVAL.toNanos();
      Future<?> unused = timer.scheduleWithFixedDelay(this::sample, 0, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** Reads the signals. Only the thread of the timer calls this method, or a test without timer. */
  void sample() {
    sampler.sample();
    log.reading();
    if (++readings % DRAW == 0) {
      draws.renew();
    }
  }

  /** Decides about a request of the filter, which is in flight until its end. */
  public Admission admit(Call call, CallPath path) {
    if (exempt.covers(call, path)) {
      return UNCOUNTED;
    }
    Pressure pressure = sampler.pressure();
    boolean counts = settings.inFlight().isPresent();
    if (pressure.isNone() && (!counts || inFlight.enter(limits[limits.length - 1]))) {
      return counts ? new Admission.Counted(inFlight) : UNCOUNTED;
    }
    int rank = classes.rank(call, path);
    Admission shed = bySignals(call, rank, pressure);
    if (shed != null || !counts) {
      return shed == null ? UNCOUNTED : shed;
    }
    return inFlight.enter(limits[rank])
        ? new Admission.Counted(inFlight)
        : shed(rank, draws.of(call), "inFlight " + inFlight.count() + " of " + limits[0]);
  }

  /** Decides about a request that did not pass the filter: nothing tells its end reliably. */
  public Admission admitUncounted(Call call, CallPath path) {
    if (settings.inFlight().isPresent() && !warned.getAndSet(true)) {
      LOG.warning(UNFILTERED);
    }
    Pressure pressure = sampler.pressure();
    if (pressure.isNone() || exempt.covers(call, path)) {
      return UNCOUNTED;
    }
    Admission shed = bySignals(call, classes.rank(call, path), pressure);
    return shed == null ? UNCOUNTED : shed;
  }

  private @Nullable Admission bySignals(Call call, int rank, Pressure pressure) {
    double part = pressure.part(classes.size() - 1 - rank);
    if (part == 0) {
      return null;
    }
    Key draw = draws.of(call);
    return part == 1 || ClientDraw.unit(draw.high()) < part
        ? shed(rank, draw, sampler.highest())
        : null;
  }

  /** The wait is up to twice the configured time, and stays the same for a client that retries. */
  private Admission shed(int rank, Key draw, String reason) {
    log.shed(rank, reason);
    long least = settings.retryAfter().toNanos();
    long waitNanos = least + (long) (least * ClientDraw.unit(draw.low()));
    return new Admission.Shed(classes.name(rank), waitNanos);
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
