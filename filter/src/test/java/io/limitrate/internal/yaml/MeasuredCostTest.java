package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.UnreadableCallException;
import io.limitrate.internal.yaml.Reading.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuredCostTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0007, 7",
    "4000, 4000",
    "' 12 ', 12",
    "+12, 12",
    "12.0, 12",
    "12.1, 13",
    "1e3, 1000",
    "2E+2, 200",
  })
  void takesTheNumberRoundedUp(String text, long expected) {
    assertThat(cost(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4001",
        "1e30",
        "1e999999999",
        "999999999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "100000000000000000000000000000000000000000",
      })
  void neverTakesMoreThanTheMost(String text) {
    assertThat(cost(text)).isEqualTo(4000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "-1",
        "-0",
        "-4000.5e3",
        "0.0",
        "0.1",
        "0.999999",
        "1e-999",
      })
  void aBlankValueAndANumberBelowOneCostTheUsual(String text) {
    assertThat(cost(text)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "many",
        "NaN",
        "Infinity",
        "0x10",
        "5d",
        "1_0",
        "\u0663",
        "1e",
        ".5",
        "true",
      })
  void aValueThatIsNoNumberCostsTheMost(String text) {
    assertThat(cost(text)).isEqualTo(4000);
  }

  @Test
  void aNumberOfMoreThanAThousandDigitsCostsTheMost() {
    assertThat(cost("0".repeat(1_000) + "1")).isEqualTo(4000);
  }

  @Test
  void aValueThatCannotBeReadCostsTheMost() {
    MeasuredCost cost =
        new MeasuredCost(
            call -> {
              throw new UnreadableCallException(400, "twice");
            },
            100,
            4000,
            true);

    assertThat(cost.cost(Request.EMPTY)).isEqualTo(4000);
  }

  @Test
  void anAbsentValueCostsTheUsual() {
    MeasuredCost cost = new MeasuredCost(call -> null, 100, 4000, true);

    assertThat(cost.cost(Request.EMPTY)).isEqualTo(100);
  }

  @Test
  void withoutAMostTheLargestNumberIsTheLargestCost() {
    MeasuredCost cost = new MeasuredCost(call -> "1e30", 100, Long.MAX_VALUE, true);

    assertThat(cost.cost(Request.EMPTY)).isEqualTo(Long.MAX_VALUE);
  }

  private static long cost(String text) {
    return new MeasuredCost(call -> text, 100, 4000, true).cost(Request.EMPTY);
  }
}
