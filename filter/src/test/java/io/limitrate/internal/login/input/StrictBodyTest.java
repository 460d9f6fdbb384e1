package io.limitrate.internal.login.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class StrictBodyTest {

  @Property
  void anyBytesAreReadOrRejected(@ForAll byte[] body) {
    try {
      assertThat(StrictForm.read(body, UTF_8)).isNotNull();
    } catch (MalformedInputException e) {
      assertThat(e.result().status()).isEqualTo(400);
    }
    try {
      new StrictJson(8).check(body);
    } catch (MalformedInputException e) {
      assertThat(e.result().status()).isEqualTo(400);
    }
  }
}
