package io.limitrate.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.identity.ProxyWatch.Finding;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyWatchTest {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private static Optional<Finding> observed(
      ProxyWatch watch, @Nullable String peer, String... headers) {
    return watch.observe(
        peer,
        name ->
            Collections.enumeration(List.of(headers).contains(name) ? List.of("x") : List.of()));
  }

  private static ProxyWatch watch(String... ranges) {
    return new ProxyWatch(TrustedProxies.of(List.of(ranges).stream().map(Cidr::parse).toList()));
  }

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
  void reportsTheFirstRequestThatAPrivatePeerForwardsWithoutBeingTrusted(String peer) {
    ProxyWatch watch = watch();

    assertThat(observed(watch, peer, FORWARDED_FOR)).contains(Finding.UNDECLARED_PROXY);
    assertThat(watch.watching()).isFalse();
    assertThat(observed(watch, peer, FORWARDED_FOR)).isEmpty();
  }

  @Test
  void reportsTheStandardHeaderToo() {
    assertThat(observed(watch(), "10.0.0.1", "Forwarded")).contains(Finding.UNDECLARED_PROXY);
  }

  @Test
  void findsTheProxyAmongClientsThatComeDirectly() {
    ProxyWatch watch = watch();
    assertThat(observed(watch, "192.0.2.1")).isEmpty();
    assertThat(observed(watch, "10.0.0.9")).isEmpty();

    assertThat(observed(watch, "10.0.0.1", FORWARDED_FOR)).contains(Finding.UNDECLARED_PROXY);
  }

  @Test
  void findsTheProxyThatIsNotDeclaredBesideOneThatIs() {
    ProxyWatch watch = watch("10.0.0.1");
    assertThat(observed(watch, "10.0.0.1", FORWARDED_FOR)).isEmpty();

    assertThat(observed(watch, "10.0.0.2", FORWARDED_FOR)).contains(Finding.UNDECLARED_PROXY);
  }

  /** Any client can send this header. */
  @Test
  void headerFromAPublicPeerProvesNothing() {
    assertThat(observed(watch(), "192.0.2.1", FORWARDED_FOR, "Forwarded")).isEmpty();
  }

  @Test
  void reportsATrustedProxyThatWritesTheOtherHeader() {
    ProxyWatch watch = watch("192.0.2.0/24");
    assertThat(observed(watch, "192.0.2.1", FORWARDED_FOR, "Forwarded")).isEmpty();
    assertThat(observed(watch, "192.0.2.1")).isEmpty();

    assertThat(observed(watch, "192.0.2.1", "Forwarded")).contains(Finding.OTHER_HEADER);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = "/run/app.sock")
  void reportsAPeerWithoutAnAddress(@Nullable String peer) {
    assertThat(observed(watch(), peer)).contains(Finding.PEER_WITHOUT_ADDRESS);
  }

  @Test
  void peerWithoutAnAddressMayBeADeclaredProxy() {
    TrustedProxies unix = new TrustedProxies(List.of(), 64, ForwardingHeader.X_FORWARDED_FOR, true);

    assertThat(observed(new ProxyWatch(unix), "", FORWARDED_FOR)).isEmpty();
  }

  @Test
  void looksAtTenThousandRequests() {
    ProxyWatch watch = watch();
    IntStream.range(0, 9_999).forEach(i -> observed(watch, "192.0.2.1"));
    assertThat(watch.watching()).isTrue();

    observed(watch, "192.0.2.1");

    assertThat(watch.watching()).isFalse();
    assertThat(observed(watch, "10.0.0.1", FORWARDED_FOR)).isEmpty();
  }
}
