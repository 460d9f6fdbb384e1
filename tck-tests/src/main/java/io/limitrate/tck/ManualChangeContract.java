package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of every store for changes of counts by hand. */
abstract class ManualChangeContract extends AttemptContract {
  ManualChangeContract() {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10/1m fixed-window",
        "10/1m sliding-window-log",
        "10/1m sliding-window-counter",
        "10/1m token-bucket",
        "10/day UTC",
        "10/1m, 100/1d fixed-window"
      })
  void changesByHandGiveUnitsBackAndForgetThem(String written) {
    Key key = Key.random();
    CountedQuotas quotas = CountedQuotas.parse(written);
    acquire(key, quotas, 4);
    acquire(key, quotas, 4);

    Decision given = store().apply(key, new ManualChange.GiveBack(quotas, 5, now()));
    assertThat(given.remaining()).isEqualTo(7);
    assertThat(acquire(key, quotas, 0).remaining()).isEqualTo(7);
    store().reset(key, quotas, now());
    assertThat(acquire(key, quotas, 0).remaining()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10/1m fixed-window", "10/1m", "10/1m, 100/1d fixed-window"})
  void aResetOfAKeyWithoutAnEntryChangesNothing(String written) {
    Key key = Key.random();
    CountedQuotas quotas = CountedQuotas.parse(written);

    store().reset(key, quotas, now());
    store().reset(key, quotas, now());

    assertThat(acquire(key, quotas, 10).permitted()).isTrue();
    assertThat(acquire(key, quotas, 1).permitted()).isFalse();
  }

  private Decision acquire(Key key, CountedQuotas quotas, long cost) {
    return store().acquire(key, quotas, cost, now());
  }
}
