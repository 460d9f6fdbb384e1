package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestCallTest {
  /** The resource reads the body; {@link ResourceCall} knows the method and its path. */
  @Test
  void readsEveryPartOfARequestExceptItsBodyAndItsMethod() {
    assertThat(Call.class.getMethods())
        .filteredOn(part -> !isRead(part))
        .extracting(Method::getName)
        .containsExactlyInAnyOrder(
            "form", "json", "pathVariable", "endpoint", "parameter", "cost", "settle");
  }

  private static boolean isRead(Method part) {
    return Arrays.stream(RequestCall.class.getDeclaredMethods())
        .anyMatch(own -> own.getName().equals(part.getName()));
  }
}
