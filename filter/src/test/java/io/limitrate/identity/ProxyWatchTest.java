package io.limitrate.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyWatchTest {
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(30);
  private static final long LATER = START + TimeUnit.MINUTES.toNanos(1);

  private final ProxyWatch watch = new ProxyWatch(TrustedProxies.none(), START);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "172.31.0.1",
        "192.168.1.1",
        "127.0.0.1",
        "169.254.1.1",
        "100.64.0.1",
        "::1",
        "[::1]",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1"
      })
  void reportsOnceThatAPrivatePeerForwardsForOthersWithoutBeingTrusted(String proxy) {
    assertThat(reports(999, proxy, true, START)).isZero();

    assertThat(reports(1_000, proxy, true, LATER)).isOne();
    assertThat(watch.watching()).isFalse();
  }

  @Test
  void doesNotJudgeByLessThanAThousandRequests() {
    assertThat(reports(999, "10.0.0.1", true, LATER)).isZero();
    assertThat(watch.watching()).isTrue();

    assertThat(reports(1, "10.0.0.1", true, LATER)).isOne();
  }

  @Test
  void doesNotJudgeWithinLessThanAMinute() {
    assertThat(reports(5_000, "10.0.0.1", true, LATER - 1)).isZero();
    assertThat(watch.watching()).isTrue();

    assertThat(reports(1, "10.0.0.1", true, LATER)).isOne();
  }

  @Test
  void noticesSeveralProxiesAtOnce() {
    assertThat(reports(999, "10.0.0.1", true, LATER)).isZero();
    assertThat(reports(1, "10.0.0.2", true, LATER)).isOne();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"10.0.0.7", "/run/app.sock"})
  void isNotMisledByHealthChecks(@Nullable String prober) {
    assertThat(reports(2_000, prober, false, LATER)).isZero();
    assertThat(reports(1_000, "10.0.0.1", true, LATER)).isOne();
  }

  @ParameterizedTest
  @ValueSource(strings = {"198.51.100.7", "2001:db8::1", "172.32.0.1"})
  void isSettledByAClientThatReachesUsDirectly(String client) {
    assertThat(reports(500, "10.0.0.1", true, LATER)).isZero();
    assertThat(reports(1, client, false, LATER)).isZero();

    assertThat(watch.watching()).isFalse();
    assertThat(reports(2_000, "10.0.0.1", true, LATER)).isZero();
  }

  @Test
  void isSettledByATrustedProxy() {
    TrustedProxies proxies = TrustedProxies.of(List.of(Cidr.parse("10.0.0.0/8")));
    ProxyWatch configured = new ProxyWatch(proxies, START);

    assertThat(configured.observe("10.0.0.1", true, LATER)).isFalse();
    assertThat(configured.watching()).isFalse();
  }

  @Test
  void givesUpAfterADay() {
    assertThat(reports(1, "10.0.0.1", true, START + TimeUnit.DAYS.toNanos(1) + 1)).isZero();
    assertThat(watch.watching()).isFalse();
  }

  @Test
  void reportsOnceOverManyThreads() {
    AtomicInteger reports = new AtomicInteger();

    IntStream.range(0, 100_000)
        .parallel()
        .filter(i -> watch.observe("10.0.0.1", true, LATER))
        .forEach(i -> reports.incrementAndGet());

    assertThat(reports).hasValue(1);
  }

  private long reports(int requests, @Nullable String peer, boolean forwarded, long nowNanos) {
    return IntStream.range(0, requests)
        .filter(i -> watch.observe(peer, forwarded, nowNanos))
        .count();
  }
}
