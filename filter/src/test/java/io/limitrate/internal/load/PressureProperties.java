package io.limitrate.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** The rules of the part of each class that is shed. */
class PressureProperties {

  private static boolean sheds(double overload, int classes, int below, double draw) {
    return draw < Pressure.of(overload, classes).part(below);
  }

  @Property
  void aClassIsNotShedWhileALowerClassIsAdmittedAtTheSameDraw(
      @ForAll @DoubleRange(max = 1) double overload,
      @ForAll @IntRange(min = 1, max = 16) int classes,
      @ForAll @DoubleRange(max = 0.99) double draw) {
    for (int below = 1; below < classes; below++) {
      if (sheds(overload, classes, below, draw)) {
        assertThat(sheds(overload, classes, below - 1, draw)).isTrue();
      }
    }
  }

  @Property
  void aClassLosesRequestsOnlyAfterTheClassBelowHasLostAll(
      @ForAll @DoubleRange(max = 1) double overload,
      @ForAll @IntRange(min = 2, max = 16) int classes,
      @ForAll @IntRange(min = 1, max = 15) int below) {
    Pressure pressure = Pressure.of(overload, classes);

    if (below < classes && pressure.part(below) > 0) {
      assertThat(pressure.part(below - 1)).isEqualTo(1);
    }
  }

  @Property
  void aRequestThatIsShedIsAlsoShedAtAHigherOverload(
      @ForAll @DoubleRange(max = 1) double overload,
      @ForAll @DoubleRange(max = 1) double other,
      @ForAll @IntRange(min = 1, max = 16) int classes,
      @ForAll @DoubleRange(max = 0.99) double draw) {
    double lower = Math.min(overload, other);
    double higher = Math.max(overload, other);

    for (int below = 0; below < classes; below++) {
      if (sheds(lower, classes, below, draw)) {
        assertThat(sheds(higher, classes, below, draw)).isTrue();
      }
    }
  }

  @Property
  void theSignalsNeverShedTheFirstOfSeveralClasses(
      @ForAll @DoubleRange(max = 1) double overload,
      @ForAll @IntRange(min = 2, max = 16) int classes) {
    assertThat(Pressure.of(overload, classes).part(classes - 1)).isZero();
  }

  @Property
  void aSingleClassKeepsAFifthOfItsRequests(@ForAll @DoubleRange(max = 1) double overload) {
    assertThat(Pressure.of(overload, 1).part(0)).isLessThanOrEqualTo(0.8);
  }

  @Property
  void limitsFallFromTheWholeToTheHalf(
      @ForAll @IntRange(min = 1, max = 1_000_000) int most,
      @ForAll @IntRange(min = 2, max = 16) int classes) {
    int[] limits = InFlight.limits(most, classes);

    assertThat(limits[0]).isEqualTo(most);
    assertThat(limits[classes - 1]).isEqualTo((most + 1) / 2);
    for (int rank = 1; rank < classes; rank++) {
      assertThat(limits[rank]).isPositive().isLessThanOrEqualTo(limits[rank - 1]);
    }
  }
}
