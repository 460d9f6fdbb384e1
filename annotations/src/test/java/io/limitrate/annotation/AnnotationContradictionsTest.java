package io.limitrate.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.Policy;
import io.limitrate.Quota.Kind;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When two annotations or attributes contradict each other, neither of them wins silently. */
class AnnotationContradictionsTest {
  private static final String SECOND =
      "io.limitrate.annotation.AnnotationContradictionsTest$Right.costOfTheSecond#2";

  private final ApplicationRuntime limitrate =
      ApplicationRuntime.start(
          Configuration.builder().policy(Policy.builder("plain").quotas("10/1m").build()).build());

  @AfterEach
  void close() {
    limitrate.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '!',
      value = {
        "constantCost ! @RateLimited(\"9/1s\"): cost 5 has no effect, because the @RateLimitCost"
            + " parameter is the cost of each call: remove one of the two",
        "constantCostOfPolicy ! @RateLimited(policy = \"plain\"): cost 5 has no effect",
        "constantCostOfNamed ! @RateLimited(policy = \"plain\"): cost 5 has no effect",
        "costOfASlot ! @RateLimited(\"5 in-flight\"): cost has no effect, because a call in flight"
            + " takes one slot: remove the cost",
        "exemptCost ! @RateLimitExempt: contradicts the @RateLimitKey and @RateLimitCost",
        "exemptKey ! @RateLimitExempt: contradicts the @RateLimitKey and @RateLimitCost",
        "unusedAlgorithm ! @RateLimited(\"5/1m leaky-bucket\"): algorithm FIXED_WINDOW has no"
            + " effect, because each quota names its own: remove one of the two",
      })
  void rejectsWhatHasNoEffectAndSaysWhy(String name, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> MethodPlan.of(Wrong.class, method(Wrong.class, name)))
        .satisfies(e -> assertThat(e.errors()).hasSize(1))
        .withMessageContaining(Wrong.class.getName() + "." + name + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"costOfNull", "costOfTheSecond", "twoAlgorithms"})
  void permitsWhatHasAnEffectAtSomeCallsOrForSomePolicies(String name) {
    assertThat(
            limitrate.application().policies(MethodPlan.of(Right.class, method(Right.class, name))))
        .isNotEmpty();
  }

  @Test
  void permitsAConstantCostOfATypeBesideAMethodWithACostParameter() {
    MethodPlan plan = MethodPlan.of(OfType.class, method(OfType.class, "costly"));

    assertThat(limitrate.application().policies(plan)).hasSize(1);
  }

  @Test
  void permitsAnExemptMethodWhoseParametersAreInherited() {
    MethodPlan plan = MethodPlan.of(Exempt.class, method(Exempt.class, "costly"));

    assertThat(plan.unlimited()).isTrue();
  }

  private static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  interface Right {
    @RateLimited(value = "9/1s", cost = 5)
    void costOfNull(@RateLimitCost Integer cost);

    @RateLimited(policy = "plain", cost = 5)
    @RateLimited("9/1s")
    void costOfTheSecond(@RateLimitCost(SECOND) int cost);

    @RateLimited(value = "5/1m leaky-bucket, 100/1h", algorithm = Kind.FIXED_WINDOW)
    void twoAlgorithms();
  }

  @RateLimited(value = "9/1s", cost = 5)
  interface OfType {
    void costly(@RateLimitCost int cost);
  }

  static class Exempt implements OfType {
    @Override
    @RateLimitExempt
    public void costly(int cost) {}
  }

  interface Wrong {
    @RateLimited(value = "9/1s", cost = 5)
    void constantCost(@RateLimitCost int cost);

    @RateLimited(policy = "plain", cost = 5)
    void constantCostOfPolicy(@RateLimitCost long cost);

    @RateLimited(policy = "plain", cost = 5)
    void constantCostOfNamed(@RateLimitCost("plain") int one);

    @RateLimited(value = "5 in-flight", cost = 3)
    void costOfASlot();

    @RateLimitExempt
    void exemptCost(@RateLimitCost int cost);

    @RateLimitExempt
    void exemptKey(@RateLimitKey("a") String a);

    @RateLimited(value = "5/1m leaky-bucket", algorithm = Kind.FIXED_WINDOW)
    void unusedAlgorithm();
  }
}
