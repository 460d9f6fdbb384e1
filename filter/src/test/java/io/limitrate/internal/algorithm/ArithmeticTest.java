package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ArithmeticTest {

  @Property(tries = 500)
  void dividesEveryProductThatHasALongQuotient(
      @ForAll @LongRange(min = 0) long a,
      @ForAll @LongRange(min = 0) long b,
      @ForAll @LongRange(min = 0) long c,
      @ForAll @LongRange(min = 1) long d) {
    BigInteger quotient =
        BigInteger.valueOf(a)
            .multiply(BigInteger.valueOf(b))
            .add(BigInteger.valueOf(c))
            .divide(BigInteger.valueOf(d));
    Assume.that(quotient.bitLength() < Long.SIZE);

    assertThat(Arithmetic.mulDiv(a, b, c, d)).isEqualTo(quotient.longValueExact());
  }

  @Example
  void dividesWhatFillsMoreThanALong() {
    long max = Long.MAX_VALUE;

    assertThat(Arithmetic.mulDiv(max, max, max - 1, max)).isEqualTo(max);
    assertThat(Arithmetic.mulDiv(1L << 31, 1L << 32, 0, 2)).isEqualTo(1L << 62);
    assertThat(Arithmetic.mulDiv(max, 1, max, 2)).isEqualTo(max);
    assertThat(Arithmetic.mulDivUp(max, 3, 4)).isEqualTo(6_917_529_027_641_081_856L);
  }

  @Example
  void saturatesSums() {
    assertThat(Arithmetic.saturatedSum(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(Arithmetic.saturatedSum(Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }
}
