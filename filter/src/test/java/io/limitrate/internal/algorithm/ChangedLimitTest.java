package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quota.Kind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A changed limit reads states of the previous limit. */
class ChangedLimitTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  @ParameterizedTest
  @EnumSource
  void aChangedLimitGivesAtMostOneBurstExtraAndHoldsAfterAWindow(Kind kind) {
    Client client = new Client(new Limit(kind, 10, HOUR, 10));
    client.spendAll();
    client.change(new Limit(kind, 20, MINUTE, 20));

    long extra = client.spendAll();
    long afterAWindow = client.after(2 * MINUTE).spendAll();

    assertThat(extra).isBetween(0L, 21L);
    assertThat(afterAWindow).isBetween(0L, 21L);
    assertThat(client.acquire(1).waitNanos()).isBetween(1L, 2 * MINUTE);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"TOKEN_BUCKET", "LEAKY_BUCKET"})
  void aLengthenedWindowKeepsItsCount(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10)).after(50 * MINUTE);
    client.spendAll();

    client.after(1).change(new Limit(kind, 15, HOUR, 15));

    assertThat(client.acquire(0).remaining()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource
  void aShrunkLimitTakesWhatWasChargedIntoAccount(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.spendAll();

    client.change(new Limit(kind, 5, MINUTE, 5));
    Answer rejected = client.acquire(5);

    assertThat(rejected.admitted()).isFalse();
    assertThat(rejected.remaining()).isZero();
    assertThat(client.after(rejected.waitNanos()).acquire(5).admitted()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aStateOfAnotherAlgorithmCountsAsNone(Kind kind) {
    for (Kind other : Kind.values()) {
      if (other != kind) {
        Client client = new Client(new Limit(other, 10, MINUTE, 10));
        client.spendAll();
        client.change(new Limit(kind, 10, MINUTE, 10));

        assertThat(client.acquire(0).resetNanos()).isZero();
        assertThat(client.acquire(10).admitted()).isTrue();
      }
    }
  }
}
