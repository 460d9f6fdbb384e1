package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.StoreRequest.Refresh;
import org.junit.jupiter.api.Test;

class LocalEntryTest {
  private static final CountedQuotas DAY = CountedQuotas.parse("9/day");

  @Test
  void oneOperationTakesOnlyRequestsWithAnEqualDriftOfTheWallClock() {
    LocalEntry entry = new LocalEntry(Key.random());
    Refresh before = new Refresh(new Acquire(DAY, 0, 0));
    Refresh after = new Refresh(new Acquire(DAY.withDrift(1_000), 0, 0));
    entry.add(before);
    entry.add(after);
    entry.add(after);

    assertThat(entry.nextRequests()).containsExactly(before);
    assertThat(entry.nextRequests()).containsExactly(after, after);
  }
}
