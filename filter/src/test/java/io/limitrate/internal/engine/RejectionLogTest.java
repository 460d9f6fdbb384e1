package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.LogLines;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.CountedPolicies.Lineage;
import io.limitrate.internal.store.local.CellStores;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RejectionLogTest {
  private static final StoreLimiter LIMITER = limiter();

  private final LogLines logged = LogLines.of("io.limitrate.rejections");
  private final List<String> lines = logged.lines();
  private final Queue<Runnable> minutes = new ArrayDeque<>();
  private final RejectionLog log = new RejectionLog(minutes::add);
  private final Policy api = Policy.builder("api").quotas("5/1m").build();

  @AfterAll
  static void closeLimiter() {
    LIMITER.close();
  }

  @AfterEach
  void close() {
    logged.close();
  }

  private void reject(Policy policy, String user, String rule) {
    reject(log, policy, user, rule);
  }

  private static void reject(RejectionLog log, Policy policy, String user, String rule) {
    Decision decision = new Decision.Rejected(Quota.parse("5/1m"), 0, 1, 1);
    Key key = Key.secret(new byte[16]).with(1, user);
    CountedTier tier = new CountedPolicy(LIMITER, policy, Lineage.FIRST, key, null).untiered();
    log.rejected(LedgerCharge.uncounted(tier, rule, key, 0, decision));
  }

  private void passAMinute() {
    minutes.remove().run();
  }

  @Test
  void tellsOfTheFirstRejectionAtOnce() {
    reject(api, "alice", "GET /api/*");

    assertThat(lines)
        .containsExactly(
            "INFO Policy api rejects a call at GET /api/*; while that goes on, one line a minute"
                + " follows");
  }

  /** Key of enforced and other users, as their hashes choose them. */
  @Test
  void tellsHowManyCallsWereOnlyCounted() {
    Policy half = Policy.builder("half").quotas("5/1m").enforce("50%").build();
    for (int i = 0; i < 1_000; i++) {
      reject(half, "user" + i % 10, "GET /a");
    }
    passAMinute();

    long spared =
        IntStream.range(0, 10)
            .filter(i -> !half.enforces(Key.secret(new byte[16]).with(1, "user" + i)))
            .count();
    assertThat(spared).isBetween(1L, 9L);
    assertThat(lines.get(1))
        .startsWith("INFO Policy half rejects 999 calls of about 10 keys within a minute, most at")
        .endsWith(" of them were only counted, because their keys are not enforced")
        .containsPattern("GET /a; (" + spared * 100 + "|" + (spared * 100 - 1) + ") of them");
  }

  @Test
  void tellsThatNoKeyOfAMinuteIsEnforced() {
    Policy few = Policy.builder("few").quotas("5/1m").enforce("0.0001%").build();
    reject(few, "alice", "GET /a");
    reject(few, "alice", "GET /a");
    passAMinute();

    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("INFO Policy few is enforced for 0.0001% of its keys and would"));
  }

  @Test
  void sumsUpAMinuteInOneLine() {
    for (int i = 0; i < 1_000; i++) {
      reject(api, "user" + i % 7, i % 10 == 0 ? "GET /api/a" : "POST /api/b");
    }
    passAMinute();

    assertThat(lines)
        .hasSize(2)
        .last()
        .isEqualTo(
            "INFO Policy api rejects 999 calls of about 7 keys within a minute, most at POST"
                + " /api/b");
  }

  @Test
  void eachPolicyHasItsOwnLines() {
    reject(api, "alice", "GET /api/*");
    reject(Policy.builder("other").quotas("5/1m").build(), "alice", "GET /api/*");

    assertThat(lines).hasSize(2).last().asString().startsWith("INFO Policy other rejects a call");
  }

  @Test
  void saysOfAPolicyInShadowThatItRejectsNothing() {
    reject(Policy.builder("new").quotas("5/1m").shadow(true).build(), "alice", "GET /api/*");

    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("INFO Policy new is in shadow and would");
  }

  @Test
  void minuteWithoutRejectionsIsNotToldAndTheNextRejectionIsToldAtOnce() {
    reject(api, "alice", "GET /api/*");
    passAMinute();
    assertThat(lines).hasSize(1);

    reject(api, "alice", "GET /api/*");

    assertThat(lines).hasSize(2);
  }

  @Test
  void continuedRejectionsAreToldOnceAMinute() {
    for (int minute = 0; minute < 3; minute++) {
      reject(api, "alice", "GET /api/*");
      reject(api, "alice", "GET /api/*");
      passAMinute();
    }

    assertThat(lines).hasSize(4);
  }

  @Test
  void tellsTheLastMinuteAtTheEnd() {
    reject(api, "alice", "GET /api/*");
    reject(api, "bob", "GET /api/*");
    log.close();

    assertThat(lines).hasSize(2).last().asString().contains("1 calls of about 1 keys");
  }

  @Test
  void aFirstLineThatFailsDoesNotSilenceThePolicy() {
    Logger logger = Logger.getLogger("io.limitrate.rejections");
    logger.setFilter(RejectionLogTest::fail);
    try {
      reject(api, "alice", "GET /api/*");
    } finally {
      logger.setFilter(null);
    }
    reject(api, "alice", "GET /api/*");
    passAMinute();

    assertThat(lines)
        .containsExactly(
            "INFO Policy api rejects 1 calls of about 1 keys within a minute, most at GET /api/*");
  }

  @Test
  void aMinuteWhoseLineFailsIsFollowedByTheNext() {
    reject(api, "alice", "GET /api/*");
    reject(api, "alice", "GET /api/*");
    Logger logger = Logger.getLogger("io.limitrate.rejections");
    logger.setFilter(RejectionLogTest::fail);
    try {
      passAMinute();
    } finally {
      logger.setFilter(null);
    }
    reject(api, "alice", "GET /api/*");
    passAMinute();

    assertThat(lines).hasSize(2);
  }

  private static boolean fail(LogRecord line) {
    throw new IllegalStateException("the disk is full: " + line.getLoggerName());
  }

  @Test
  void logsNoRejectionAfterItsEnd() {
    RejectionLog ended = new RejectionLog();
    ended.close();
    for (int i = 0; i < 3; i++) {
      reject(ended, api, "alice", "GET /api/*");
    }

    assertThat(lines).isEmpty();
  }

  @Test
  void neverNamesAKey() {
    for (int i = 0; i < 100; i++) {
      reject(api, "alice", "GET /api/*");
    }
    passAMinute();

    assertThat(lines).noneMatch(line -> line.contains("alice") || line.contains("Key["));
  }

  @Test
  void estimatesAnyNumberOfKeysWithinATenth() {
    KeySketch sketch = new KeySketch();
    Key secret = Key.secret(new byte[16]);
    for (int i = 0; i < 1_000_000; i++) {
      sketch.add(secret.with(1, i));
    }

    assertThat(sketch.estimate()).isBetween(900_000L, 1_100_000L);
  }

  @Test
  void keepsAsManyRulesAsAPolicyHas() {
    RejectionTally tally = new RejectionTally();
    Key key = Key.secret(new byte[16]);
    for (int i = 0; i < 1_000; i++) {
      tally.add(key, "rule " + i, true);
    }

    assertThat(tally.text()).endsWith("most at other calls");
  }

  /** A limiter logs rejections and does not log permissions. */
  @Test
  void limiterTellsOfRejectionsOnly() {
    try (StoreLimiter limiter = limiter()) {
      Policy one = Policy.builder("one").quotas("1/1h").key("global").build();
      limiter.check(new RuleCall("GET /"), List.of(one));
      assertThat(lines).isEmpty();

      limiter.check(new RuleCall("GET /"), List.of(one));
      assertThat(lines).singleElement().asString().contains("Policy one rejects a call at GET /");
    }
  }

  private static StoreLimiter limiter() {
    return StoreLimiter.builder(
            CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 100)))
        .build();
  }

  private record RuleCall(String rule) implements Call {

    @Override
    public String endpoint() {
      return rule;
    }
  }
}
