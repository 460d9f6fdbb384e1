package io.limitrate.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathsTest {

  @Test
  void soundPathsAreUsedAndSlowOnesAreNot() {
    Paths paths = new Paths(Set.of(Path.INVOKE), Map.of(Path.REPLACE, 3L), Map.of());

    assertThat(paths.used()).containsExactly(Path.INVOKE);
    assertThat(paths.complete()).isFalse();
  }

  @Test
  void theSlowPathThatMadeMostChargesIsUsedWhereNoneIsSound() {
    Paths paths =
        new Paths(
            Set.of(), Map.of(Path.EXCHANGE, 5L, Path.REPLACE, 3L), Map.of(Path.INVOKE, "lost"));

    assertThat(paths.used()).containsExactly(Path.EXCHANGE);
  }

  @Test
  void aPathThatMadeNoChargeIsNotUsed() {
    assertThat(new Paths(Set.of(), Map.of(Path.EXCHANGE, 0L), Map.of()).used()).isEmpty();
  }

  @Test
  void aSlowPathIsJudgedByTheLaterTest() {
    Paths paths =
        new Paths(Set.of(Path.INVOKE), Map.of(Path.EXCHANGE, 1L, Path.REPLACE, 1L), Map.of());

    Paths later =
        paths.updatedBy(
            new Paths(Set.of(Path.REPLACE), Map.of(), Map.of(Path.EXCHANGE, "lost 1 of 9")));

    assertThat(later.used()).containsExactly(Path.INVOKE, Path.REPLACE);
    assertThat(later.unsound()).containsOnlyKeys(Path.EXCHANGE);
    assertThat(later.complete()).isTrue();
  }
}
