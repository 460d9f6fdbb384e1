package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreListenerTest {

  static Stream<Method> events() {
    return Arrays.stream(StoreListener.class.getMethods()).filter(Method::isDefault);
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventReachesEveryListener(Method event) throws Exception {
    List<String> heard = new ArrayList<>();
    StoreListener all =
        StoreListener.all(List.of(listener("one", heard), listener("other", heard)));
    Object argument = Array.get(Array.newInstance(event.getParameterTypes()[0], 1), 0);

    event.invoke(all, argument);

    assertThat(heard).containsExactly("one " + event.getName(), "other " + event.getName());
  }

  private static StoreListener listener(String name, List<String> heard) {
    return (StoreListener)
        Proxy.newProxyInstance(
            StoreListener.class.getClassLoader(),
            new Class<?>[] {StoreListener.class},
            (proxy, event, arguments) -> {
              heard.add(name + " " + event.getName());
              return null;
            });
  }
}
