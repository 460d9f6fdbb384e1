package io.limitrate.internal.store.shared.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelfTestResultTest {

  @Test
  void usesSoundStrategiesRatherThanSlowOnes() {
    SelfTestResult result =
        new SelfTestResult(
            Set.of(UpdateStrategy.INVOKE), Map.of(UpdateStrategy.REPLACE, 3L), Map.of(), Map.of());

    assertThat(result.used()).containsExactly(UpdateStrategy.INVOKE);
    assertThat(result.complete()).isFalse();
  }

  @Test
  void usesTheSlowStrategyWithTheMostChargesWhenNoStrategyIsSound() {
    SelfTestResult result =
        new SelfTestResult(
            Set.of(),
            Map.of(UpdateStrategy.EXCHANGE, 5L, UpdateStrategy.REPLACE, 3L),
            Map.of(UpdateStrategy.INVOKE, "lost"),
            Map.of());

    assertThat(result.used()).containsExactly(UpdateStrategy.EXCHANGE);
  }

  @Test
  void doesNotUseAStrategyWithoutCharges() {
    assertThat(
            new SelfTestResult(Set.of(), Map.of(UpdateStrategy.EXCHANGE, 0L), Map.of(), Map.of())
                .used())
        .isEmpty();
  }

  @Test
  void aLaterTestDecidesOnASlowStrategy() {
    SelfTestResult result =
        new SelfTestResult(
            Set.of(UpdateStrategy.INVOKE),
            Map.of(UpdateStrategy.EXCHANGE, 1L, UpdateStrategy.REPLACE, 1L),
            Map.of(),
            Map.of());

    SelfTestResult later =
        result.updatedBy(
            new SelfTestResult(
                Set.of(UpdateStrategy.REPLACE),
                Map.of(),
                Map.of(UpdateStrategy.EXCHANGE, "lost 1 of 9"),
                Map.of()));

    assertThat(later.used()).containsExactly(UpdateStrategy.INVOKE, UpdateStrategy.REPLACE);
    assertThat(later.unsound()).containsOnlyKeys(UpdateStrategy.EXCHANGE);
    assertThat(later.complete()).isTrue();
  }

  @Test
  void testsAllStrategiesAgainWhenTheSlowOneInUseLosesCharges() {
    SelfTestResult lost = slow(3).updatedBy(unsound());

    assertThat(lost.used()).isEmpty();
    assertThat(lost.undecided()).containsExactly(UpdateStrategy.values());
  }

  @Test
  void usesAStrategyThatLostChargesOnlyAfterATestFindsItSound() {
    SelfTestResult lost = slow(3).updatedBy(unsound());

    SelfTestResult slow = lost.updatedBy(slow(5));
    SelfTestResult sound = slow.updatedBy(sound());

    assertThat(slow.used()).isEmpty();
    assertThat(sound.used()).containsExactly(UpdateStrategy.REPLACE);
    assertThat(sound.unsound()).isEmpty();
  }

  @Test
  void keepsASlowStrategyWhileALaterTestGetsNoAnswer() {
    assertThat(slow(3).updatedBy(slow(0)).used()).containsExactly(UpdateStrategy.REPLACE);
  }

  @Test
  void usesAFailedStrategyAgainOnceItMakesCharges() {
    SelfTestResult failed =
        slow(3)
            .updatedBy(
                new SelfTestResult(
                    Set.of(), Map.of(), Map.of(), Map.of(UpdateStrategy.REPLACE, "down")));

    SelfTestResult later = failed.updatedBy(slow(1));

    assertThat(failed.used()).isEmpty();
    assertThat(later.used()).containsExactly(UpdateStrategy.REPLACE);
    assertThat(later.rejected()).isEmpty();
  }

  @Test
  void comparesStrategiesAndNotNumbersOfCharges() {
    assertThat(slow(3).hasSameStrategiesAs(slow(5))).isTrue();
    assertThat(slow(3).hasSameStrategiesAs(sound())).isFalse();
    assertThat(slow(3).hasSameStrategiesAs(slow(0))).isFalse();
    assertThat(unsound().hasSameStrategiesAs(slow(0))).isFalse();
  }

  @Test
  void givesAReasonForEachStrategyWhenNoStrategyIsUsable() {
    assertThat(slow(0).reasons())
        .containsExactly(Map.entry(UpdateStrategy.REPLACE, "no answer in time"));
    assertThat(unsound().reasons())
        .containsExactly(Map.entry(UpdateStrategy.REPLACE, "lost 1 of 9"));
  }

  private static SelfTestResult slow(long made) {
    return new SelfTestResult(Set.of(), Map.of(UpdateStrategy.REPLACE, made), Map.of(), Map.of());
  }

  private static SelfTestResult unsound() {
    return new SelfTestResult(
        Set.of(), Map.of(), Map.of(UpdateStrategy.REPLACE, "lost 1 of 9"), Map.of());
  }

  private static SelfTestResult sound() {
    return new SelfTestResult(Set.of(UpdateStrategy.REPLACE), Map.of(), Map.of(), Map.of());
  }
}
