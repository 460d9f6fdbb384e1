package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quota.Kind;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settlement of costs that are known after the call. */
class SettleTest {

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  @ParameterizedTest
  @EnumSource
  void aRefundNeverLiftsTheQuotaOverItsCapacity(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.acquire(2);

    client.settle(9, 0);
    client.settle(Long.MAX_VALUE, 0);

    assertThat(client.state()).isNull();
    assertThat(client.acquire(0).remaining()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatWasReservedTooMuch(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.acquire(1);
    long before = client.acquire(0).remaining();
    client.acquire(8);

    client.settle(8, 0);

    assertThat(client.acquire(0).remaining()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource
  void anOverrunLeavesNothingAndIsForgottenInTime(Kind kind) {
    Limit limit = new Limit(kind, 10, MINUTE, 10);
    Client client = new Client(limit);
    client.acquire(5);

    client.settle(5, Long.MAX_VALUE);

    assertThat(client.acquire(0).remaining()).isZero();
    assertThat(client.acquire(1).admitted()).isFalse();
    assertThat(client.after(limit.algorithm().retentionNanos()).acquire(10).admitted()).isTrue();
  }

  @Test
  void aBucketOwesWhatItOverran() {
    Client client = new Client(new Limit(Kind.TOKEN_BUCKET, 10, MINUTE, 10));
    client.acquire(10);

    client.settle(10, 15);

    assertThat(client.acquire(1).waitNanos()).isEqualTo(6 * MINUTE / 10);
  }

  @Test
  void aBucketOwesAtMostOneCapacity() {
    Client client = new Client(new Limit(Kind.TOKEN_BUCKET, 10, MINUTE, 10));
    client.acquire(10);

    client.settle(10, 1_000);

    assertThat(client.acquire(1).waitNanos()).isEqualTo(11 * MINUTE / 10);
  }

  @ParameterizedTest
  @EnumSource
  void aSettlementThatChangesNothingKeepsTheInstance(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.acquire(5);
    State before = client.state();

    client.settle(5, 5);

    assertThat(client.state()).isSameAs(before);
  }

  @ParameterizedTest
  @EnumSource
  void givesNothingBackForAChargeThatIsNoLongerCounted(Kind kind) {
    Client client = new Client(new Limit(kind, 10, MINUTE, 10));
    client.after(2 * MINUTE).acquire(4);
    State before = client.state();

    State after = client.algorithm().settle(before, 10, 0, 0, client.now());

    assertThat(after).isSameAs(before);
  }

  @Test
  void aBucketCannotBankTheRefundsOfSlowCalls() {
    Client client = new Client(new Limit(Kind.TOKEN_BUCKET, 20, MINUTE, 20));
    long start = client.now();
    for (int minute = 0; minute < 10; minute++) {
      client.acquire(20);
      client.after(MINUTE);
    }
    client.acquire(20);

    State state = client.state();
    for (int minute = 0; minute < 10; minute++) {
      state = client.algorithm().settle(state, 20, 0, start + minute * MINUTE, client.now());
    }

    assertThat(state).isSameAs(client.state());
  }

  @Test
  void aBucketChargesALateOverrun() {
    Client client = new Client(new Limit(Kind.TOKEN_BUCKET, 10, MINUTE, 10));
    client.after(2 * MINUTE);

    State after = client.algorithm().settle(client.state(), 1, 4, 0, client.now());

    assertThat(client.algorithm().acquire(after, 0, client.now()).answer().remaining())
        .isEqualTo(7);
  }
}
