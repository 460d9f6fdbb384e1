package io.limitrate.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationErrorsTest {
  private final ApplicationRuntime limitrate =
      ApplicationRuntime.start(
          Configuration.builder()
              .policy(Policy.builder("llm").key("param:model").quotas("10/1m").build())
              .policy(Policy.builder("plain").quotas("10/1m").build())
              .build());

  @AfterEach
  void close() {
    limitrate.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '!',
      value = {
        "neither ! @RateLimited(\"\"): must have either quotas, such as \"100/1m\", or a policy",
        "both ! @RateLimited(\"1/1s\"): must have either quotas, such as \"100/1m\", or a policy",
        "badQuota ! @RateLimited(\"5/0s\"): \"5/0s\": window must be positive",
        "badKey ! @RateLimited(\"1/1s\"): \"usr\": unknown part usr",
        "bodyKey ! @RateLimited(\"1/1s\"): key \"form:name\": form: and json: are for rules",
        "negativeCost ! cost -1 must not be negative",
        "keyOfPolicy ! @RateLimited(policy = \"plain\"): the key belongs to the configured policy",
        "algorithmOfPolicy ! the algorithm belongs to the configured policy",
        "twice ! names policy plain twice",
        "contradiction ! @RateLimitExempt: contradicts @RateLimited at the same place",
        "identityKey ! @RateLimitKey Object what: the type has no toString() of its own",
        "arrayKey ! @RateLimitKey int[] what: the type has no toString() of its own",
        "nameless ! @RateLimitKey(\"a+b\"): the name must match",
        "sameKey ! @RateLimitKey(\"a\"): the name is taken by another parameter",
        "textCost ! @RateLimitCost String: the type must be long",
        "twoCosts ! @RateLimitCost int: another parameter is the cost of all policies already",
        "foreignCost ! @RateLimitCost(\"other\"): the method is limited by [plain]",
        "unknownPolicy ! @RateLimited(policy = \"nowhere\"): is not configured",
        "missingParameter ! policy llm: its key names param:model, and the method has no such",
        "missingInline ! its key names param:x, and the method has no such",
        "unusedKey ! @RateLimitKey(\"model\"): has no effect, because no limit of the method counts"
            + " by it (their keys: user | ip); add param:model to a key, leave out the key of"
            + " @RateLimited, or remove @RateLimitKey",
        "unusedByPolicy ! @RateLimitKey(\"a\"): has no effect",
        "unusedBySecond ! @RateLimitKey(\"b\"): has no effect",
        "unusedCost ! @RateLimitCost: has no effect, because each policy of the method has",
      })
  void saysWhatIsWrongAndWhere(String method, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> limitrate.application().policies(plan(method)))
        .satisfies(e -> assertThat(e.errors()).hasSize(1))
        .withMessageContaining(Wrong.class.getName() + "." + method + ": ")
        .withMessageContaining(message);
  }

  @Test
  void saysAllAtOnce() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> plan("several"))
        .satisfies(e -> assertThat(e.errors()).hasSize(3));
  }

  @Test
  void configuredPolicyReplacesTheOneOfItsName() {
    String name = Right.class.getName() + ".get";
    Policy own = Policy.builder(name).quotas("7/1h").build();
    try (ApplicationRuntime configured =
        ApplicationRuntime.start(Configuration.builder().policy(own).build())) {

      List<Policy> policies =
          configured.application().policies(MethodPlan.of(Right.class, method("get")));

      assertThat(policies).containsExactly(own);
    }
  }

  @Test
  void algorithmAppliesToQuotasThatNameNone() {
    Policy policy =
        limitrate.application().policies(MethodPlan.of(Right.class, method("windows"))).get(0);

    assertThat(policy.quotas()).hasToString("5/1m fixed-window, 10/1s burst 20, 3/1h leaky-bucket");
  }

  @Test
  void defaultKeyIsTheMarkedParametersAndTheUserOrAddress() {
    Policy policy =
        limitrate.application().policies(MethodPlan.of(Right.class, method("marked"))).get(0);

    assertThat(policy.key())
        .hasToString("param:a + param:b + user | param:a + param:b + ip | param:a + param:b");
  }

  @Test
  void aParameterThatOneOfSeveralLimitsCountsByIsRight() {
    assertThat(
            limitrate.application().policies(MethodPlan.of(Right.class, method("usedByTheSecond"))))
        .hasSize(2);
  }

  @Test
  void aPolicyOfTheFileMayLeaveOutAParameterOfTheAnnotationThatItReplaces() {
    String name = Right.class.getName() + ".marked";
    Policy own = Policy.builder(name).key("ip").quotas("7/1h").build();
    try (ApplicationRuntime configured =
        ApplicationRuntime.start(Configuration.builder().policy(own).build())) {

      List<Policy> policies =
          configured.application().policies(MethodPlan.of(Right.class, method("marked")));

      assertThat(policies).containsExactly(own);
    }
  }

  @Test
  void aMethodMayReplaceTheLimitOfTheMethodWhoseParametersItInherits() throws Exception {
    Method replacing = Replacing.class.getMethod("marked", String.class, int.class);

    assertThat(limitrate.application().policies(MethodPlan.of(Replacing.class, replacing)))
        .hasSize(1);
  }

  private static MethodPlan plan(String method) {
    return MethodPlan.of(Wrong.class, method(method));
  }

  private static Method method(String name) {
    Class<?> type =
        Arrays.stream(Wrong.class.getDeclaredMethods()).anyMatch(m -> m.getName().equals(name))
            ? Wrong.class
            : Right.class;
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  interface Right {
    @RateLimited("1/1s")
    void get();

    @RateLimited(
        value = "5/1m, 10/1s burst 20, 3/1h leaky-bucket",
        algorithm = io.limitrate.Quota.Kind.FIXED_WINDOW)
    void windows();

    @RateLimited("1/1s")
    void marked(@RateLimitKey("a") String a, @RateLimitKey("b") int b);

    @RateLimited(value = "1/1s", key = "ip")
    @RateLimited("1/1m")
    void usedByTheSecond(@RateLimitKey("a") String a);
  }

  static class Replacing implements Right {
    @Override
    public void get() {}

    @Override
    public void windows() {}

    @Override
    @RateLimited(value = "1/1s", key = "ip")
    public void marked(String a, int b) {}

    @Override
    public void usedByTheSecond(String a) {}
  }

  interface Wrong {
    @RateLimited
    void neither();

    @RateLimited(value = "1/1s", policy = "plain")
    void both();

    @RateLimited("5/0s")
    void badQuota();

    @RateLimited(value = "1/1s", key = "usr")
    void badKey();

    @RateLimited(value = "1/1s", key = "form:name")
    void bodyKey();

    @RateLimited(value = "1/1s", cost = -1)
    void negativeCost();

    @RateLimited(policy = "plain", key = "ip")
    void keyOfPolicy();

    @RateLimited(policy = "plain", algorithm = io.limitrate.Quota.Kind.FIXED_WINDOW)
    void algorithmOfPolicy();

    @RateLimited(policy = "plain")
    @RateLimited(policy = "plain")
    void twice();

    @RateLimited("1/1s")
    @RateLimitExempt
    void contradiction();

    @RateLimited("1/1s")
    void identityKey(@RateLimitKey("what") Object what);

    @RateLimited("1/1s")
    void arrayKey(@RateLimitKey("what") int[] what);

    @RateLimited(value = "1/1s", key = "ip")
    void nameless(@RateLimitKey("a+b") String what);

    @RateLimited("1/1s")
    void sameKey(@RateLimitKey("a") String one, @RateLimitKey("a") String other);

    @RateLimited("1/1s")
    void textCost(@RateLimitCost String cost);

    @RateLimited("1/1s")
    void twoCosts(@RateLimitCost int one, @RateLimitCost int other);

    @RateLimited(policy = "plain")
    void foreignCost(@RateLimitCost("other") int cost);

    @RateLimited(policy = "nowhere")
    void unknownPolicy();

    @RateLimited(policy = "llm")
    void missingParameter();

    @RateLimited(value = "1/1s", key = "param:x")
    void missingInline(@RateLimitKey("y") String y);

    @RateLimited(value = "1/1s", key = "user | ip")
    void unusedKey(@RateLimitKey("model") String model);

    @RateLimited(policy = "plain")
    void unusedByPolicy(@RateLimitKey("a") String a);

    @RateLimited(value = "1/1s", key = "ip")
    @RateLimited(value = "1/1m", key = "param:a")
    void unusedBySecond(@RateLimitKey("a") String a, @RateLimitKey("b") String b);

    @RateLimited(policy = "plain")
    void unusedCost(@RateLimitCost("plain") int one, @RateLimitCost int other);

    @RateLimited("x")
    @RateLimited("y")
    void several(@RateLimitCost String cost);
  }
}
