package io.limitrate.internal.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.engine.Precedence;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    assertThat(part.invoke(call(request()), names)).isEqualTo(value(part));
  }

  @Test
  void aCallHasTheClassOfItsRequestAndIsOfTheFirstClassWithoutOne() {
    Precedence low = new Precedence(List.of("critical", "high"), 1);
    Map<String, Object> parts = Map.of("precedence", low, "ledger", new Ledger());
    Call request =
        (Call)
            Proxy.newProxyInstance(
                ApplicationCall.class.getClassLoader(),
                new Class<?>[] {ApplicationCall.class},
                (proxy, part, names) -> parts.get(part.getName()));

    assertThat(call(request).precedence()).isEqualTo(low);
    assertThat(call(null).precedence()).isEqualTo(Precedence.FIRST);
  }

  private AnnotatedCall call(@Nullable Call request) {
    return new AnnotatedCall(
        MethodPlan.UNLIMITED, new Object[0], limitrate.application(), request) {};
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
