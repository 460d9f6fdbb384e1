package io.limitrate.internal.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotatedCallTest {
  private static final Set<String> OF_THE_METHOD = Set.of("parameter", "cost", "settle");

  private final ApplicationRuntime limitrate =
      ApplicationRuntime.start(Configuration.builder().build());

  @AfterEach
  void close() {
    limitrate.close();
  }

  static Stream<Method> parts() {
    return Arrays.stream(Call.class.getMethods())
        .filter(part -> !OF_THE_METHOD.contains(part.getName()));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyPartOfTheRequestIsAPartOfTheCall(Method part) throws Exception {
    Object[] names = part.getParameterCount() == 0 ? new Object[0] : new Object[] {"name"};
    AnnotatedCall call =
        new AnnotatedCall(
            MethodPlan.UNLIMITED, new Object[0], limitrate.application(), request()) {};

    assertThat(part.invoke(call, names)).isEqualTo(value(part));
  }

  /** Returns a request that has a value for each part. */
  private static Call request() {
    return (Call)
        Proxy.newProxyInstance(
            Call.class.getClassLoader(),
            new Class<?>[] {Call.class},
            (proxy, part, names) -> value(part));
  }

  private static Object value(Method part) {
    if (part.getReturnType() == boolean.class) {
      return true;
    }
    return part.getReturnType() == List.class ? List.of(part.getName()) : part.getName();
  }
}
