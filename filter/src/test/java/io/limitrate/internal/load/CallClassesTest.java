package io.limitrate.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.internal.engine.TestCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallClassesTest {
  private static final Call ANY = new TestCall();
  private static final CallPath ROOT = path("/");

  private static CallPath path(String mapped) {
    return new CallPath(null, mapped);
  }

  private static CallClasses classes(Assignment... calls) {
    return new CallClasses(new PrioritySettings(PrioritySettings.USUAL, "normal", List.of(calls)));
  }

  private static String name(CallClasses classes, Call call, CallPath path) {
    return classes.name(classes.rank(call, path));
  }

  @Test
  void theFirstAssignmentThatCoversARequestDecides() {
    CallClasses classes =
        classes(
            new Assignment.ByRole("batch", "low"),
            new Assignment.ByPath("/checkout/*", "critical"),
            new Assignment.ByTier(call -> call.user() == null ? null : "gold", "gold", "high"));
    Call batch = new TestCall().with("role:batch", "").with("user", "robot");
    Call alice = new TestCall().with("user", "alice");

    assertThat(name(classes, batch, path("/checkout/1"))).isEqualTo("low");
    assertThat(name(classes, alice, path("/checkout/1"))).isEqualTo("critical");
    assertThat(name(classes, alice, ROOT)).isEqualTo("high");
    assertThat(name(classes, ANY, ROOT)).isEqualTo("normal");
  }

  @Test
  void theFirstClassIsOneThatARequestCanHave() {
    CallClasses lowered = classes(new Assignment.ByPath("/reports/*", "low"));
    CallClasses raised = classes(new Assignment.ByPath("/checkout/*", "critical"));
    CallClasses anything = classes(new Assignment.ByResolver(call -> null));

    assertThat(lowered.size()).isEqualTo(2);
    assertThat(lowered.rank(ANY, ROOT)).isZero();
    assertThat(name(lowered, ANY, path("/reports/1"))).isEqualTo("low");
    assertThat(raised.size()).isEqualTo(4);
    assertThat(anything.size()).isEqualTo(4);
  }

  @Test
  void oneClassCountsIfAllRequestsHaveIt() {
    assertThat(classes().size()).isEqualTo(1);
    assertThat(name(classes(), ANY, ROOT)).isEqualTo("normal");
  }

  @Test
  void theHeaderOfATrustedProxyAssignsByItsValue() {
    CallClasses classes = classes(new Assignment.ByHeader("X-Priority", Map.of("batch", "low")));

    assertThat(name(classes, proxied("batch"), ROOT)).isEqualTo("low");
    assertThat(name(classes, proxied(" batch "), ROOT)).isEqualTo("low");
    assertThat(name(classes, proxied("other"), ROOT)).isEqualTo("normal");
    assertThat(name(classes, new TestCall().with("header:X-Priority", "batch"), ROOT))
        .isEqualTo("normal");
  }

  private static Call proxied(String value) {
    return new Call() {
      @Override
      public String proxyHeader(String name) {
        return value;
      }
    };
  }

  @Test
  void aResolverThatFailsOrNamesNoClassAssignsNothing() {
    Assignment low = new Assignment.ByRole("batch", "low");
    Call batch = new TestCall().with("role:batch", "");

    assertThat(name(classes(new Assignment.ByResolver(CallClassesTest::fail), low), batch, ROOT))
        .isEqualTo("low");
    assertThat(name(classes(new Assignment.ByResolver(call -> "vip"), low), batch, ROOT))
        .isEqualTo("low");
    assertThat(name(classes(new Assignment.ByResolver(call -> "high"), low), batch, ROOT))
        .isEqualTo("high");
  }

  private static String fail(Call call) {
    throw new IllegalStateException("on purpose");
  }

  @Test
  void aPathThatRaisesARequestMustMatchEveryFormOfThePath() {
    CallClasses classes = classes(new Assignment.ByPath("/checkout/*", "critical"));

    assertThat(name(classes, ANY, CallPath.of("/app/checkout/1", "/app", "/checkout/1")))
        .isEqualTo("critical");
    assertThat(name(classes, ANY, CallPath.of("/app/checkout/..;/report", "/app", "/report")))
        .isEqualTo("normal");
    assertThat(name(classes, ANY, path("/report/../checkout/1"))).isEqualTo("normal");
    assertThat(name(classes, ANY, path("/checkout//1"))).isEqualTo("normal");
  }

  @Test
  void aPathThatLowersARequestMatchesAnyFormOfThePath() {
    CallClasses classes = classes(new Assignment.ByPath("/report/*", "low"));

    assertThat(name(classes, ANY, path("/report/1"))).isEqualTo("low");
    assertThat(name(classes, ANY, path("//report/./1"))).isEqualTo("low");
    assertThat(name(classes, ANY, CallPath.of("/app/report", "/app", "/report/index.jsp")))
        .isEqualTo("low");
  }
}
