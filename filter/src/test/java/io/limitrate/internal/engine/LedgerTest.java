package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.Charge;
import io.limitrate.Policy;
import io.limitrate.Reservation;
import io.limitrate.Verdict;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final Policy PAGES = Policy.builder("pages").quotas("100/1m").build();
  private static final Policy TOKENS = Policy.builder("tokens").quotas("100/1m").build();

  private final StoreLimiter limiter =
      StoreLimiter.builder(CellStores.open(StoreSettings.DEFAULT)).build();
  private final Ledger ledger = new Ledger();

  @AfterEach
  void close() {
    limiter.close();
  }

  @Test
  void keepsWhatTheRequestWasChargedAndTheLastInvocation() {
    request(PAGES);
    invocation(TOKENS);

    Verdict last = invocation(TOKENS);

    assertThat(ledger.charges().map(Charge::policy)).containsExactly(TOKENS, PAGES);
    assertThat(ledger.find(TOKENS)).containsSame(last.charges().get(0));
  }

  @Test
  void keepsTheInvocationsOfDifferentPolicies() {
    for (int i = 0; i < 10; i++) {
      invocation(PAGES);
      invocation(TOKENS);
    }

    assertThat(ledger.charges().map(Charge::policy)).containsExactly(TOKENS, PAGES);
  }

  @Test
  void hearsOfNoVerdictThatChargedNothing() {
    request(PAGES);

    request(PAGES);

    assertThat(ledger.charges()).hasSize(1);
  }

  @Test
  void reservationOutsideOfACallSettlesNothing() {
    assertThat(Reservation.current().settle("tokens", 1)).isFalse();
  }

  @Test
  void reservationIsThatOfTheThreadsCallOnWhateverThreadItIsSettled() throws Exception {
    invocation(TOKENS);
    Call outer = CallScope.enter(new TestCall(ledger, true));
    Reservation reservation = Reservation.current();
    CallScope.leave(outer);

    Thread other = new Thread(() -> reservation.settle("tokens", 41));
    other.start();
    other.join();

    assertThat(limiter.peek(new TestCall(), List.of(TOKENS)).charges().get(0).decision())
        .satisfies(decision -> assertThat(decision.remaining()).isEqualTo(59));
  }

  private Verdict request(Policy policy) {
    return limiter.check(new TestCall(ledger, false), List.of(policy));
  }

  private Verdict invocation(Policy policy) {
    return limiter.check(new TestCall(ledger, true), List.of(policy));
  }
}
