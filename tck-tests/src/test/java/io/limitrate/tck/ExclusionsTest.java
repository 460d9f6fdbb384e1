package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads the exclusions of this module's test classes. */
class ExclusionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Undertow    | Basic, Cdi, Form, Security
          PayaraMicro | Http (2)
          WildFly     | -
          """)
  void aBindingsExclusionsAreSaidByContract(String binding, String said) {
    assertThat(Exclusions.of(binding)).isEqualTo(said);
  }
}
