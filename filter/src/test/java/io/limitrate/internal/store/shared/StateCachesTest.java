package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.login.attempt.AttemptStateCodec;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The caches of login attempts, for providers with and without asynchronous operations. */
class StateCachesTest {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("5/1m");

  private final Nodes nodes = new Nodes();
  private final Key limit = Key.random();
  private final Key login = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  @ParameterizedTest
  @CsvSource({"true, limitrate-login-3h", "false, limitrate-3h"})
  void attemptsHaveSeparateCachesWhenTheProviderEvictsEntries(boolean evicts, String expected) {
    nodes.caches.evicts = evicts;
    Node node = nodes.add();

    node.attempt(login, Move.BEGIN, 1);
    node.acquire(limit, QUOTAS, 1);

    assertThat(nodes.caches.holding(login)).containsExactly(expected);
    assertThat(nodes.caches.holding(limit)).containsExactly("limitrate-5m");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void showsEachAttemptOnce(boolean evicts) {
    nodes.caches.evicts = evicts;
    Node node = nodes.add();
    node.attempt(login, Move.BEGIN, 1);
    node.acquire(limit, QUOTAS, 1);
    List<Key> shown = new ArrayList<>();

    node.store().forEach(new AttemptStateCodec(), (key, state) -> shown.add(key));

    assertThat(shown).containsExactly(login);
  }
}
