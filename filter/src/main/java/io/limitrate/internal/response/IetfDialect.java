package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.calendar.CalendarSpan;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.login.LoginHeaderValues;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Writes RateLimit-Policy and RateLimit of draft-ietf-httpapi-ratelimit-headers-11, which are Lists
 * of Strings with parameters (RFC 9651).
 *
 * <p>RateLimit-Policy lists all quotas of the charged policies; calls in flight have the quota unit
 * concurrent-requests and no window. RateLimit lists for each policy the remaining units of its
 * most constrained quota. A window that is not a whole number of seconds is left out, because the
 * parameter is an integer.
 */
final class IetfDialect implements HeaderDialect {
  private static final String POLICY = "RateLimit-Policy";
  private static final String LIMIT = "RateLimit";

  /** The greatest Integer of RFC 9651, section 3.3.1. */
  private static final long GREATEST = 999_999_999_999_999L;

  /** Header texts by policy and quotas, which code and providers may create without end. */
  private final BoundedMemo<Named, String> policies = new BoundedMemo<>();

  @Override
  public List<String> names() {
    return List.of(POLICY, LIMIT);
  }

  @Override
  public void write(Ledger ledger, Charge tightest, HeaderSink sink) {
    StringBuilder policy = new StringBuilder(64);
    StringBuilder limit = new StringBuilder(64);
    Set<String> listed = new HashSet<>();
    ledger
        .charges()
        .filter(charge -> charge.counted() && charge.enforced())
        .filter(charge -> listed.add(charge.policy().name()))
        .forEach(charge -> append(charge, policy, limit));
    sink.set(POLICY, policy.toString());
    sink.set(LIMIT, limit.toString());
  }

  @Override
  public void write(LoginHeaderValues login, HeaderSink sink) {
    Duration window = login.allowance().window();
    String name = '"' + login.name() + '"';
    sink.set(POLICY, name + ";q=" + login.allowance().limit() + windowText(window));
    sink.set(LIMIT, name + ";r=0;t=" + Seconds.atLeastOne(login.delay().toNanos()));
  }

  private static String windowText(Duration window) {
    return window.equals(Duration.ofSeconds(window.toSeconds())) ? ";w=" + window.toSeconds() : "";
  }

  private void append(Charge charge, StringBuilder policy, StringBuilder limit) {
    if (!policy.isEmpty()) {
      policy.append(", ");
      limit.append(", ");
    }
    Named named = new Named(charge.policy().name(), charge.quotas());
    String text = policies.get(named, IetfDialect::constantPolicy);
    policy.append(text.isEmpty() ? policy(named, wallNanos(charge)) : text);
    Decision decision = charge.decision();
    // RateLimit-Policy names the limit, so the remaining units must not exceed the limit by a
    // burst.
    long remaining = Math.min(decision.remaining(), decision.quota().limit());
    limit.append('"').append(QuotaNames.decisive(charge)).append('"');
    limit.append(";r=").append(Math.min(remaining, GREATEST));
    limit.append(";t=").append(Math.min(Seconds.atLeastOne(windowNanos(decision)), GREATEST));
  }

  /** Returns the time in which the client can use no more than the remaining units. */
  private static long windowNanos(Decision decision) {
    return switch (decision.quota().kind()) {
      case TOKEN_BUCKET, LEAKY_BUCKET -> nextUnitNanos(decision);
      case FIXED_WINDOW, SLIDING_WINDOW_LOG, SLIDING_WINDOW_COUNTER ->
          decision instanceof Decision.Rejected rejected
              ? Math.min(rejected.waitNanos(), rejected.resetNanos())
              : decision.resetNanos();
    };
  }

  /**
   * Returns the time until the next unit of a bucket, which fills evenly and is full at the reset.
   */
  private static long nextUnitNanos(Decision decision) {
    Quota quota = decision.quota();
    long later = quota.capacity() - decision.remaining() - 1;
    return Math.max(0, decision.resetNanos() - nanos(later, quota));
  }

  private static long nanos(long units, Quota quota) {
    long windowNanos = quota.window().toNanos();
    return units <= Long.MAX_VALUE / windowNanos
        ? units * windowNanos / quota.limit()
        : (long) (units * ((double) windowNanos / quota.limit()));
  }

  /** Returns the text about the quotas; empty if the text depends on the current window. */
  private static String constantPolicy(Named named) {
    boolean calendar = named.quotas.list().stream().anyMatch(CalendarWindow.class::isInstance);
    return calendar ? "" : policy(named, 0);
  }

  /** Returns the wall-clock time of a charge. */
  private static long wallNanos(Charge charge) {
    long second = charge.resetEpochSecond() - Seconds.ceil(charge.decision().resetNanos());
    return TimeUnit.SECONDS.toNanos(second);
  }

  private static String policy(Named named, long wallNanos) {
    List<Quota> quotas = named.quotas.list();
    StringBuilder text = new StringBuilder(64);
    for (int i = 0; i < quotas.size(); i++) {
      Quota quota = quotas.get(i);
      text.append(i == 0 ? "\"" : ", \"").append(QuotaNames.name(named.policy, quotas, i));
      text.append("\";q=").append(Math.min(quota.limit(), GREATEST));
      text.append(
          quota instanceof InFlight
              ? ";qu=\"concurrent-requests\""
              : windowText(window(quota, wallNanos)));
    }
    return text.toString();
  }

  /** Returns the window of a quota; of a quota by the calendar, the length of this window. */
  private static Duration window(Quota quota, long wallNanos) {
    return quota instanceof CalendarWindow calendar
        ? Duration.ofNanos(CalendarSpan.at(calendar, wallNanos).nanos())
        : quota.window();
  }

  private record Named(String policy, Quotas quotas) {}
}
