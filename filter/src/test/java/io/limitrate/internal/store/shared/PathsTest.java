package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PathsTest {

  @Test
  void soundPathsAreUsedAndSlowOnesAreNot() {
    Paths paths = new Paths(Set.of(Path.INVOKE), Map.of(Path.REPLACE, 3L), Map.of(), Map.of());

    assertThat(paths.used()).containsExactly(Path.INVOKE);
    assertThat(paths.complete()).isFalse();
  }

  @Test
  void theSlowPathThatMadeMostChargesIsUsedWhereNoneIsSound() {
    Paths paths =
        new Paths(
            Set.of(),
            Map.of(Path.EXCHANGE, 5L, Path.REPLACE, 3L),
            Map.of(Path.INVOKE, "lost"),
            Map.of());

    assertThat(paths.used()).containsExactly(Path.EXCHANGE);
  }

  @Test
  void aPathThatMadeNoChargeIsNotUsed() {
    assertThat(new Paths(Set.of(), Map.of(Path.EXCHANGE, 0L), Map.of(), Map.of()).used()).isEmpty();
  }

  @Test
  void aSlowPathIsJudgedByTheLaterTest() {
    Paths paths =
        new Paths(
            Set.of(Path.INVOKE), Map.of(Path.EXCHANGE, 1L, Path.REPLACE, 1L), Map.of(), Map.of());

    Paths later =
        paths.updatedBy(
            new Paths(
                Set.of(Path.REPLACE), Map.of(), Map.of(Path.EXCHANGE, "lost 1 of 9"), Map.of()));

    assertThat(later.used()).containsExactly(Path.INVOKE, Path.REPLACE);
    assertThat(later.unsound()).containsOnlyKeys(Path.EXCHANGE);
    assertThat(later.complete()).isTrue();
  }

  @Test
  void allPathsAreTestedAgainWhereTheSlowOneInUseLosesCharges() {
    Paths lost = slow(3).updatedBy(unsound());

    assertThat(lost.used()).isEmpty();
    assertThat(lost.unjudged()).containsExactly(Path.values());
  }

  @Test
  void aPathThatLostChargesIsUsedOnlyAfterATestThatFindsItSound() {
    Paths lost = slow(3).updatedBy(unsound());

    Paths slow = lost.updatedBy(slow(5));
    Paths sound = slow.updatedBy(sound());

    assertThat(slow.used()).isEmpty();
    assertThat(sound.used()).containsExactly(Path.REPLACE);
    assertThat(sound.unsound()).isEmpty();
  }

  @Test
  void aSlowPathThatMadeChargesStaysInUseWhileALaterTestGetsNoAnswer() {
    assertThat(slow(3).updatedBy(slow(0)).used()).containsExactly(Path.REPLACE);
  }

  @Test
  void aPathThatFailedIsUsedAgainAsSoonAsItMakesCharges() {
    Paths failed =
        slow(3).updatedBy(new Paths(Set.of(), Map.of(), Map.of(), Map.of(Path.REPLACE, "down")));

    Paths later = failed.updatedBy(slow(1));

    assertThat(failed.used()).isEmpty();
    assertThat(later.used()).containsExactly(Path.REPLACE);
    assertThat(later.rejected()).isEmpty();
  }

  @Test
  void aLaterTestWithOtherNumbersJudgesTheSame() {
    assertThat(slow(3).judgesAs(slow(5))).isTrue();
    assertThat(slow(3).judgesAs(sound())).isFalse();
    assertThat(slow(3).judgesAs(slow(0))).isFalse();
    assertThat(unsound().judgesAs(slow(0))).isFalse();
  }

  @Test
  void eachPathHasAReasonWhereNoneCanBeUsed() {
    assertThat(slow(0).reasons()).containsExactly(Map.entry(Path.REPLACE, "no answer in time"));
    assertThat(unsound().reasons()).containsExactly(Map.entry(Path.REPLACE, "lost 1 of 9"));
  }

  private static Paths slow(long made) {
    return new Paths(Set.of(), Map.of(Path.REPLACE, made), Map.of(), Map.of());
  }

  private static Paths unsound() {
    return new Paths(Set.of(), Map.of(), Map.of(Path.REPLACE, "lost 1 of 9"), Map.of());
  }

  private static Paths sound() {
    return new Paths(Set.of(Path.REPLACE), Map.of(), Map.of(), Map.of());
  }
}
