package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnforcedShareTest {
  private static final int KEYS = 100_000;
  private static final Key SEED = Key.secret(new byte[16]);

  private static Set<Integer> enforced(String percentage) {
    EnforcedShare share = EnforcedShare.parse(percentage);
    return IntStream.range(0, KEYS)
        .filter(i -> share.contains(SEED.with(1, "user" + i)))
        .boxed()
        .collect(Collectors.toSet());
  }

  /** The bound is six standard deviations of a random choice. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 25, 50, 99.5})
  void theShareOfTheKeysIsThePercentage(double percent) {
    double expected = KEYS * percent / 100;
    double deviation = Math.sqrt(expected * (1 - percent / 100));

    assertThat((double) enforced(percent + "%").size())
        .isBetween(expected - 6 * deviation, expected + 6 * deviation);
  }

  @Test
  void aGreaterPercentageContainsTheKeysOfASmallerOne() {
    assertThat(enforced("25%")).containsAll(enforced("24.9999%")).containsAll(enforced("1%"));
  }

  @Test
  void theBoundariesOfTheRangeAreExact() {
    EnforcedShare half = EnforcedShare.parse("50%");

    assertThat(half.contains(new Key(Long.MAX_VALUE, 0))).isTrue();
    assertThat(half.contains(new Key(Long.MIN_VALUE, 0))).isFalse();
    assertThat(half.contains(new Key(-1, 0))).isFalse();
    assertThat(EnforcedShare.NONE.contains(new Key(0, 0))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"100%,100%", "100.00 %,100%", "10%,10%", "0.50%,0.5%", "0.0001%,0.0001%"})
  void isWrittenWithoutNeedlessDigits(String text, String written) {
    assertThat(EnforcedShare.parse(text)).hasToString(written);
  }

  @ParameterizedTest
  @CsvSource({
    "25, must be a percentage such as 25% or 0.5%",
    "a%, must be a percentage such as 25% or 0.5%",
    "-1%, must be a percentage such as 25% or 0.5%",
    "0.00001%, must be a percentage such as 25% or 0.5%",
    "0%, 'must be more than 0%: to enforce nothing, write shadow: true'",
    "0.0%, 'must be more than 0%: to enforce nothing, write shadow: true'",
    "100.1%, must be at most 100%"
  })
  void rejectsOtherTexts(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnforcedShare.parse(text))
        .withMessage("\"%s\": %s", text, rule);
  }

  @Test
  void rejectsAPartOfASingleKey() {
    Policy.Builder policy = Policy.builder("p").key("global").quotas("1/1s").enforce("10%");

    assertThatIllegalArgumentException()
        .isThrownBy(policy::build)
        .withMessageContaining("policy p: enforce 10% chooses among keys");
  }
}
