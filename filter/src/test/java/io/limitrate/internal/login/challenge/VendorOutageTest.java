package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.LogLines;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.challenge.Verification;
import io.limitrate.challenge.Verification.Failed;
import io.limitrate.challenge.Verification.Passed;
import io.limitrate.challenge.Verification.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VendorOutageTest {
  private static final ChallengeContext LOGIN = new ChallengeContext("login", "alice", "client");
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Unavailable OPEN = new Unavailable("turnstile was unavailable recently");
  private static final String RIGHT = "{\"success\":true}";
  private static final int FAILURES = 5;

  private final LogLines log = LogLines.of(SiteVerifyProvider.class);
  private VendorServer server;
  private SiteVerifyProvider provider;

  @BeforeEach
  void start() throws Exception {
    server = new VendorServer();
  }

  @AfterEach
  void close() {
    log.close();
    provider.close();
    server.close();
  }

  private void open(Duration pause) {
    SiteVerify settings =
        new SiteVerify(Vendor.TURNSTILE, "site", "s3cret", Set.of(), 0.5, server.url());
    provider = new SiteVerifyProvider(settings, pause);
  }

  private Verification verify() {
    return provider.verify("t0ken", LOGIN, DEADLINE);
  }

  private void verify(int times) {
    for (int i = 0; i < times; i++) {
      verify();
    }
  }

  @Test
  void opensTheBreakerWhenTheVendorFails() {
    open(NEVER);
    server.answers(500, "");

    verify(FAILURES + 20);

    assertThat(verify()).isEqualTo(OPEN);
    assertThat(server.forms()).hasSize(FAILURES);
  }

  @Test
  void opensTheBreakerWhenTheVendorHangs() {
    open(NEVER);
    server.hangs();
    for (int i = 0; i < FAILURES; i++) {
      provider.verify("t0ken", LOGIN, Duration.ofMillis(20));
    }
    long startNanos = System.nanoTime();

    assertThat(verify()).isEqualTo(OPEN);

    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(DEADLINE.dividedBy(2));
  }

  @Test
  void opensTheBreakerWhenTheVendorRejectsTheSecret() {
    open(NEVER);
    server.answers("{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}");

    verify(FAILURES + 1);

    assertThat(server.forms()).hasSize(FAILURES);
    assertThat(log.lines())
        .containsExactly(
            "SEVERE The challenge vendor turnstile cannot check tokens (invalid-input-secret)."
                + " Until it can, logins apply the setting challenge.unavailable.");
  }

  @Test
  void closesTheBreakerWhenTheVendorIsBack() {
    open(Duration.ZERO);
    server.answers(500, "");
    verify(FAILURES);

    server.answers(RIGHT);

    assertThat(verify()).isInstanceOf(Passed.class);
    server.answers(500, "");
    assertThat(verify()).as("after one failure").isEqualTo(new Unavailable("status 500"));
    server.answers(RIGHT);
    assertThat(verify()).isInstanceOf(Passed.class);
  }

  @Test
  void eachChangeIsLoggedOnce() {
    open(Duration.ZERO);
    server.answers(500, "");
    verify(FAILURES * 3);
    server.answers(RIGHT);
    verify(FAILURES);

    assertThat(log.lines())
        .containsExactly(
            "SEVERE The challenge vendor turnstile cannot check tokens (status 500)."
                + " Until it can, logins apply the setting challenge.unavailable.",
            "WARNING The challenge vendor turnstile checks tokens again.");
  }

  @Test
  void oneCallAtATimeTestsTheVendor() throws Exception {
    open(Duration.ZERO);
    server.answers(500, "");
    verify(FAILURES);
    server.hangs();
    Thread probe = new Thread(() -> provider.verify("t0ken", LOGIN, DEADLINE));
    probe.start();
    while (server.forms().size() <= FAILURES) {
      Thread.onSpinWait();
    }

    assertThat(verify()).isEqualTo(OPEN);

    server.close();
    probe.join();
    assertThat(server.forms()).hasSize(FAILURES + 1);
  }

  /** Otherwise any client could give all clients an easier challenge. */
  @Test
  void wrongTokensDoNotMakeAVendorUnavailable() {
    open(NEVER);
    server.answers("{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}");
    verify(FAILURES * 4);

    assertThat(verify()).isEqualTo(new Failed("rejected: invalid-input-response"));

    server.answers("{\"success\":false,\"error-codes\":[\"bad-request\"]}");
    verify(FAILURES * 4);

    assertThat(verify()).isEqualTo(new Unavailable("rejected: bad-request"));
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aClosedProviderLeavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    open(NEVER);
    server.answers(RIGHT);
    verify();
    List<Thread> ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().matches("limitrate-.*|HttpClient-.*"))
            .toList();
    assertThat(ours)
        .hasSizeGreaterThan(1)
        .allMatch(Thread::isDaemon)
        .filteredOn(thread -> thread.getName().startsWith("HttpClient-"))
        .extracting(Thread::getContextClassLoader)
        .containsExactly(ClassLoader.getSystemClassLoader());

    provider.close();

    for (Thread thread : ours) {
      for (int i = 0; i < 100 && thread.isAlive(); i++) {
        System.gc(); // The JDK's client ends when it is garbage-collected.
        thread.join(100);
      }
    }
    assertThat(ours).noneMatch(Thread::isAlive);
  }
}
