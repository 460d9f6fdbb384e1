package io.limitrate.internal.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.engine.TestCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that exempt some callers. */
class ExemptionTest {
  private static final Call CALLER = new TestCall();
  private static final Policy SITE = Policy.builder("site").quotas("1000/1m").build();
  private static final Policy API = Policy.builder("api").quotas("100/1m").build();
  private static final Policy PRODUCT = Policy.builder("product").quotas("5/1s").build();

  private static Rule limit(String path, Set<String> methods, Policy... policies) {
    return new Rule.Limit(path, methods, List.of(policies));
  }

  @Test
  void aRuleExemptsItsCallersUpToTheRulesOfItsPath() {
    CallerList users = call -> "partner".equals(call.user());
    RuleTable some =
        RuleTable.of(
            List.of(
                limit("/*", Set.of(), SITE),
                limit("/api/*", Set.of(), API),
                limit("/api/products/{id}", Set.of(), PRODUCT),
                new Rule.Exempt("/api/*", Set.of(), Optional.of(users))));
    Route route = some.route("/api/products/1", null, "GET");

    assertThat(route.policies(new TestCall().with("user", "partner"))).containsExactly(PRODUCT);
    assertThat(route.policies(CALLER)).containsExactly(PRODUCT, API, SITE);
    assertThat(some.route("/api/x", null, "GET").policies(new TestCall().with("user", "partner")))
        .isEmpty();
  }

  @Test
  void aRuleExemptsItsCallersOnlyIfItMatchesBothPaths() {
    CallerList everybody = call -> true;
    RuleTable some =
        RuleTable.of(
            List.of(
                limit("/*", Set.of(), SITE),
                new Rule.Exempt("/api/*", Set.of(), Optional.of(everybody))));

    assertThat(some.route("/app/api/x", "/app", "/index.do", null, "GET").policies(CALLER))
        .containsExactly(SITE);
    assertThat(some.route("/app/api/x", "/app", "/api/y", null, "GET").policies(CALLER)).isEmpty();
    assertThat(some.route("/x/../api/x", null, "GET").policies(CALLER)).containsExactly(SITE);
  }
}
