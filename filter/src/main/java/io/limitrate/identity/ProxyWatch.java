package io.limitrate.identity;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a proxy stands in front of us which nobody declared as trusted, so that all clients
 * share its limit: a thousand requests with a forwarding header from private addresses that are not
 * trusted, over at least a minute and at most a day, and before them none from a public address or
 * a trusted one. Private requests without the header, as health checks are, prove nothing.
 *
 * <p>Thread-safe without locks. Once it is settled either way, a request costs one volatile read.
 */
public final class ProxyWatch {
  static final int ENOUGH_REQUESTS = 1_000;
  static final long SHORTEST_NANOS = TimeUnit.MINUTES.toNanos(1);
  static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(1);

  private static final int SETTLED = -1;

  /** RFC 1918, 1122, 3927, 6598; RFC 4291 (loopback, link-local) and 4193. */
  private static final TrustedProxies PRIVATE =
      TrustedProxies.of(
          List.of(
              Cidr.parse("10.0.0.0/8"),
              Cidr.parse("172.16.0.0/12"),
              Cidr.parse("192.168.0.0/16"),
              Cidr.parse("127.0.0.0/8"),
              Cidr.parse("169.254.0.0/16"),
              Cidr.parse("100.64.0.0/10"),
              Cidr.parse("::1"),
              Cidr.parse("fe80::/10"),
              Cidr.parse("fc00::/7")));

  private final TrustedProxies proxies;
  private final long startNanos;
  private final AtomicInteger suspicious = new AtomicInteger();

  /** Starts to watch at a time of the clock that later times are read from. */
  public ProxyWatch(TrustedProxies proxies, long nowNanos) {
    this.proxies = proxies;
    this.startNanos = nowNanos;
  }

  /** Returns whether requests are still to be shown to it. */
  public boolean watching() {
    return suspicious.get() != SETTLED;
  }

  /**
   * Takes one request into account.
   *
   * @param peer what the container reports as the peer's address
   * @param forwarded whether the request has X-Forwarded-For or Forwarded
   * @param nowNanos the time, of the same clock as at the start
   * @return true exactly once, when the fault is found; the peer is one of the proxies to name
   */
  public boolean observe(@Nullable String peer, boolean forwarded, long nowNanos) {
    IpAddress address = watching() && peer != null ? ClientAddress.parse(peer) : null;
    if (address == null) {
      return false;
    }
    long elapsedNanos = nowNanos - startNanos;
    if (elapsedNanos > LONGEST_NANOS || proxies.trusts(address) || !PRIVATE.trusts(address)) {
      suspicious.set(SETTLED);
      return false;
    }
    return forwarded && count() && elapsedNanos >= SHORTEST_NANOS && settle();
  }

  /** Counts up to what is enough, and returns whether that is reached. */
  private boolean count() {
    int before = suspicious.get();
    if (before >= 0 && before < ENOUGH_REQUESTS) {
      suspicious.compareAndSet(before, before + 1);
    }
    return before >= ENOUGH_REQUESTS - 1;
  }

  private boolean settle() {
    return suspicious.compareAndSet(ENOUGH_REQUESTS, SETTLED);
  }
}
