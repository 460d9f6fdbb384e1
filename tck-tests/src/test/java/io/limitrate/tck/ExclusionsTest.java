package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the file of the bindings here. */
class ExclusionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Undertow    | Basic, Cdi, Form, Security
          TomEe       | Applications (1)
          WildFly     | -
          """)
  void aBindingsExclusionsAreSaidByContract(String binding, String said) {
    assertThat(Exclusions.of(binding)).isEqualTo(said);
  }
}
