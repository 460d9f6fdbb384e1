package io.limitrate.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  @ParameterizedTest
  @CsvSource({
    "GET, GET, 0",
    "get, GET, 0",
    "GTE, GET, 1",
    "usr, user, 1",
    "polices, policies, 1",
    "abc, '', 3",
    "'', abc, 3",
    "ca, abc, 3",
    "kitten, sitting, 3",
  })
  void countsInsertedOmittedReplacedAndSwappedLetters(String one, String other, int distance) {
    assertThat(Suggestion.distance(one, other)).isEqualTo(distance);
  }

  @Property
  void theDistanceIsSymmetric(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String one,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String other) {
    assertThat(Suggestion.distance(one, other)).isEqualTo(Suggestion.distance(other, one));
    assertThat(Suggestion.distance(one, other) == 0).isEqualTo(one.equals(other));
  }

  @Test
  void suggestsTheNearestWord() {
    assertThat(Suggestion.of("polices", List.of("rules", "policies")))
        .isEqualTo("; did you mean policies?");
    assertThat(Suggestion.of("X-Api-Key", List.of("ip", "apikey")))
        .isEqualTo("; did you mean apikey?");
  }

  @Test
  void suggestsNothingThatIsFar() {
    assertThat(Suggestion.of("colour", List.of("quotas", "key"))).isEmpty();
    assertThat(Suggestion.of("x", List.of("y"))).isEmpty();
    assertThat(Suggestion.of("ip", List.of("ip"))).isEmpty();
    assertThat(Suggestion.of("", List.of("ip"))).isEmpty();
    assertThat(Suggestion.of("policies".repeat(100_000), List.of("policies"))).isEmpty();
  }
}
