package io.limitrate.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationLookupTest {
  private static final String HERE = AnnotationLookupTest.class.getName() + "$";

  private final ApplicationRuntime limitrate =
      ApplicationRuntime.start(Configuration.builder().build());

  @AfterEach
  void close() {
    limitrate.close();
  }

  @ParameterizedTest(name = "{0}.{1} is limited by {2}")
  @CsvSource({
    // type, method, policy without the package; empty when there is no policy
    "OwnMethod, get, OwnMethod.get",
    "OwnMethod, other, OwnMethod",
    "Inheriting, get, OwnMethod.get",
    "Inheriting, other, OwnMethod",
    "Overriding, get, OwnMethod.get",
    "OverridingAnnotated, get, OverridingAnnotated.get",
    "Implementing, get, Contract.get",
    "Implementing, other, Contract",
    "ImplementingAnnotatedClass, get, Contract.get",
    "ImplementingAnnotatedClass, other, ImplementingAnnotatedClass",
    "SuperBeforeInterface, get, OwnMethod.get",
    "SuperBeforeInterface, other, OwnMethod",
    "Generic, put, GenericContract.put",
    "GenericChild, put, GenericContract.put",
    "ExemptMethod, get,",
    "ExemptMethod, other, OwnMethod",
    "ExemptClass, other,",
    "ExemptClass, get, OwnMethod.get",
    "Nothing, get,",
    "Nothing, hidden,",
    "Nothing, fixed,",
  })
  void findsTheNearestAnnotation(String type, String method, String policy) throws Exception {
    Class<?> place = Class.forName(HERE + type);

    List<String> names = names(place, method(place, method));

    assertThat(names).isEqualTo(policy == null ? List.of() : List.of(HERE + policy));
  }

  @Test
  void namesTheSecondOfOnePlaceByItsNumber() throws Exception {
    List<String> names = names(Twice.class, method(Twice.class, "get"));

    assertThat(names).containsExactly(HERE + "Twice.get", HERE + "Twice.get#2");
  }

  @Test
  void namesAnnotatedOverloadsByTheirParameters() throws Exception {
    Method one = Overloads.class.getDeclaredMethod("get", int.class, String[].class);
    Method other = Overloads.class.getDeclaredMethod("get");

    assertThat(names(Overloads.class, one)).containsExactly(HERE + "Overloads.get(int,String[])");
    assertThat(names(Overloads.class, other)).containsExactly(HERE + "Overloads.get()");
  }

  @Test
  void findsTheImplementationWhereTheInterfacesMethodIsAsked() throws Exception {
    Method method = Contract.class.getDeclaredMethod("get");

    List<String> names = names(ImplementingDifferently.class, method);

    assertThat(names).containsExactly(HERE + "ImplementingDifferently.get");
  }

  @Test
  void findsMarkedParametersOnTheInterface() throws Exception {
    MethodPlan plan = MethodPlan.of(Marked.class, method(Marked.class, "ask"));

    assertThat(plan.keyArgument("model")).isZero();
    assertThat(plan.arguments(limitrate.application().policies(plan).get(0))).containsExactly(0, 1);
  }

  @Test
  void overloadsThatTheInterfaceDoesNotHaveAreNotLimited() throws Exception {
    Method overload = Generic.class.getDeclaredMethod("put", Integer.class, int.class);

    assertThat(MethodPlan.of(Generic.class, overload).unlimited()).isTrue();
  }

  @Test
  void plansOnce() throws Exception {
    Method method = method(OwnMethod.class, "get");

    assertThat(MethodPlan.of(OwnMethod.class, method))
        .isSameAs(MethodPlan.of(OwnMethod.class, method));
  }

  private List<String> names(Class<?> type, Method method) {
    return limitrate.application().policies(MethodPlan.of(type, method)).stream()
        .map(Policy::name)
        .toList();
  }

  private static Method method(Class<?> type, String name) {
    return Stream.<Class<?>>iterate(type, c -> c != null, c -> c.getSuperclass())
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name) && !method.isBridge())
        .filter(method -> method.getParameterCount() < 2 || !type.equals(Generic.class))
        .findFirst()
        .orElseThrow();
  }

  @RateLimited("1/1s")
  static class OwnMethod {
    @RateLimited("2/1s")
    public void get() {}

    public void other() {}
  }

  static class Inheriting extends OwnMethod {}

  static class Overriding extends OwnMethod {
    @Override
    public void get() {}
  }

  static class OverridingAnnotated extends OwnMethod {
    @Override
    @RateLimited("3/1s")
    public void get() {}
  }

  @RateLimited("1/1s")
  interface Contract {
    @RateLimited("2/1s")
    void get();

    default void other() {}
  }

  static class Implementing implements Contract {
    @Override
    public void get() {}

    @Override
    public void other() {}
  }

  @RateLimited("3/1s")
  static class ImplementingAnnotatedClass implements Contract {
    @Override
    public void get() {}

    @Override
    public void other() {}
  }

  static class ImplementingDifferently implements Contract {
    @Override
    @RateLimited("4/1s")
    public void get() {}
  }

  static class SuperBeforeInterface extends OwnMethod implements Contract {
    @Override
    public void get() {}

    @Override
    public void other() {}
  }

  interface GenericContract<T> {
    @RateLimited("1/1s")
    void put(T value);
  }

  static class Generic implements GenericContract<String> {
    @Override
    public void put(String value) {}

    public void put(Integer value, int more) {}
  }

  static class GenericBase<T> {
    public void put(T value) {}
  }

  static class GenericChild extends GenericBase<String> implements GenericContract<String> {}

  static class ExemptMethod extends OwnMethod {
    @Override
    @RateLimitExempt
    public void get() {}
  }

  @RateLimitExempt
  static class ExemptClass extends OwnMethod {}

  static class Nothing {
    public void get() {}

    @SuppressWarnings("unused")
    private void hidden() {}

    static void fixed() {}
  }

  static class Twice {
    @RateLimited("1/1s")
    @RateLimited("1000/1d")
    void get() {}
  }

  static class Overloads {
    @RateLimited("1/1s")
    void get() {}

    @RateLimited("2/1s")
    void get(int number, String[] names) {}
  }

  interface MarkedContract {
    @RateLimited("1/1s")
    void ask(@RateLimitKey("model") String model, @RateLimitCost int tokens);
  }

  static class Marked implements MarkedContract {
    @Override
    public void ask(String model, int tokens) {}
  }
}
