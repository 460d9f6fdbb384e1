package io.limitrate.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When the guard against regressions passes and fails. */
class BoundTest {
  private static final Subject SUBJECT = new Subject("Subject.run", Map.of());
  private static final Subject REFERENCE = new Subject("Reference.run", Map.of());
  private static final Bound RATIO = new Bound.Ratio("subject / reference", SUBJECT, REFERENCE, 2);
  private static final Bound BYTES = new Bound.Allocation("bytes", SUBJECT, 200);

  @Test
  void aRatioBelowItsBoundPasses() {
    Finding finding = ratio(150, 151, 149);

    assertThat(finding).isInstanceOf(Finding.Passed.class);
  }

  @Test
  void aRatioAboveItsBoundByLessThanTheNoisePasses() {
    Finding finding = ratio(190, 210, 230);

    assertThat(finding).isInstanceOf(Finding.Passed.class);
    assertThat(estimate(finding).value()).isGreaterThan(2);
  }

  @Test
  void aRatioAboveItsBoundByMoreThanTheNoiseFails() {
    Finding finding = ratio(209, 210, 211);

    assertThat(finding).isInstanceOf(Finding.Exceeded.class);
  }

  @Test
  void aMachineThatBecomesSlowerBetweenRoundsAddsNoNoise() {
    Finding finding =
        RATIO.check(Map.of(SUBJECT, times(210, 420, 840), REFERENCE, times(100, 200, 400)), 3);

    assertThat(finding).isInstanceOf(Finding.Exceeded.class);
    assertThat(estimate(finding).value()).isCloseTo(2.1, within(1e-9));
    assertThat(estimate(finding).noise()).isCloseTo(1, within(1e-9));
  }

  @Test
  void aRatioWhoseNoiseHidesHalfOfItsValueIsInconclusive() {
    Finding finding = ratio(100, 200, 400);

    assertThat(finding).isInstanceOf(Finding.Inconclusive.class);
  }

  @Test
  void aRatioThatIsBelowItsBoundInSpiteOfTheNoisePasses() {
    Finding finding = ratio(10, 20, 40);

    assertThat(estimate(finding).noise()).isGreaterThan(Finding.MOST_NOISE);
    assertThat(finding).isInstanceOf(Finding.Passed.class);
  }

  @Test
  void theNoiseIsThreeStandardErrorsOfTheLogarithm() {
    Finding finding = ratio(100 * Math.exp(-0.1), 100, 100 * Math.exp(0.1));

    assertThat(estimate(finding).value()).isCloseTo(1, within(1e-9));
    assertThat(estimate(finding).noise()).isCloseTo(Math.exp(3 * 0.1 / Math.sqrt(3)), within(1e-9));
  }

  @Test
  void aBenchmarkThatDidNotRunFails() {
    assertThat(RATIO.check(Map.of(SUBJECT, times(1, 1, 1)), 3)).isInstanceOf(Finding.Missing.class);
    assertThat(RATIO.check(Map.of(REFERENCE, times(1, 1, 1)), 3))
        .isInstanceOf(Finding.Missing.class);
    assertThat(BYTES.check(Map.of(), 3)).isInstanceOf(Finding.Missing.class);
  }

  @Test
  void aBenchmarkThatFailedInOneRoundFails() {
    Finding finding =
        RATIO.check(Map.of(SUBJECT, times(100, 100, 100), REFERENCE, times(100, 100)), 3);

    assertThat(finding).isInstanceOf(Finding.Missing.class);
  }

  @Test
  void aRatioOfTwoRoundsIsInconclusive() {
    Finding finding = RATIO.check(Map.of(SUBJECT, times(1, 1), REFERENCE, times(1, 1)), 2);

    assertThat(finding).isInstanceOf(Finding.Inconclusive.class);
  }

  @Test
  void aSingleByteAboveTheBoundFails() {
    assertThat(bytes(200, 200, 200)).isInstanceOf(Finding.Passed.class);
    assertThat(bytes(201, 201, 201)).isInstanceOf(Finding.Exceeded.class);
  }

  @Test
  void aReportFailsForBoundsThatAreExceededOrNotMeasured() {
    Finding passed = ratio(150, 151, 149);

    assertThat(new Report(List.of(passed)).passed()).isTrue();
    assertThat(new Report(List.of(passed, ratio(209, 210, 211))).passed()).isFalse();
    assertThat(new Report(List.of(passed, ratio(100, 200, 400))).passed()).isTrue();
    assertThat(new Report(List.of(passed, missing())).passed()).isFalse();
  }

  @Test
  void aReportSaysWhatToDo() {
    assertThat(new Report(List.of(ratio(150, 151, 149))).text())
        .endsWith("| 1.50 | ±1 % | 2.00 | passed |");
    assertThat(new Report(List.of(ratio(209, 210, 211))).text()).contains("EXCEEDED", "profile it");
    assertThat(new Report(List.of(ratio(100, 200, 400))).text())
        .contains("INCONCLUSIVE", "again when the machine does less");
    assertThat(new Report(List.of(missing())).text()).contains("MISSING", "correct its name");
  }

  @Test
  void measuresASubjectNextToItsReference() {
    List<Subject> subjects = Bounds.subjects();

    for (Bound bound : Bounds.ALL) {
      assertThat(subjects).containsSubsequence(bound.subjects());
    }
  }

  private static Finding ratio(double... subject) {
    return RATIO.check(Map.of(SUBJECT, times(subject), REFERENCE, times(100, 100, 100)), 3);
  }

  private static Finding missing() {
    return RATIO.check(Map.of(), 3);
  }

  private static Finding bytes(double... bytes) {
    return BYTES.check(
        Map.of(SUBJECT, Arrays.stream(bytes).mapToObj(b -> new Sample(1, b)).toList()), 3);
  }

  private static List<Sample> times(double... times) {
    return Arrays.stream(times).mapToObj(time -> new Sample(time, 0)).toList();
  }

  private static Estimate estimate(Finding finding) {
    return finding instanceof Finding.Passed passed
        ? passed.estimate()
        : ((Finding.Exceeded) finding).estimate();
  }
}
