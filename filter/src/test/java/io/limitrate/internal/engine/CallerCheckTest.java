package io.limitrate.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.Limiter.Waiting;
import io.limitrate.Policy;
import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The lists that a limiter asks before all policies. */
class CallerCheckTest {
  private final Policy policy = Policy.builder("api").quotas("1/1h").key("global").build();
  private final List<String> heard = new ArrayList<>();
  private final StoreLimiter limiter =
      StoreLimiter.builder(
              CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
          .listener(
              new DecisionListener() {
                @Override
                public void decided(Charge charge) {
                  heard.add("decided");
                }

                @Override
                public void denied(Call call) {
                  heard.add("denied " + call.user());
                }
              })
          .build();

  @AfterEach
  void close() {
    limiter.close();
  }

  private static Call call(String user) {
    return new TestCall().with("user", user);
  }

  private Execution check(Call call) {
    return limiter.check(call, List.of(policy));
  }

  private void decide() {
    limiter.enforce(
        new CallerCheck(
            call -> "alice".equals(call.user()), call -> "mallory".equals(call.user()), 403, null),
        Waiting.DEFAULT);
  }

  @Test
  void listedCallersTakeNoUnits() {
    decide();

    assertThat(check(call("alice")).permitted()).isTrue();
    assertThat(check(call("mallory")).permitted()).isFalse();
    assertThat(check(new TestCall()).permitted()).isTrue();
    assertThat(check(new TestCall()).permitted()).isFalse();
    assertThat(heard).containsExactly("denied mallory", "decided", "decided");
  }

  @Test
  void aLookAtTheLimitsTellsNoListener() {
    decide();

    Verdict denied = limiter.peek(call("mallory"), List.of(policy));

    assertThat(denied.permitted()).isFalse();
    assertThat(limiter.peek(call("alice"), List.of(policy)).charges()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void theBodyOfADeniedCallDoesNotRun() {
    decide();

    assertThatThrownBy(
            () ->
                check(call("mallory"))
                    .run(
                        call("mallory"),
                        () -> {
                          throw new AssertionError("the body runs");
                        }))
        .isInstanceOf(RateLimitExceededException.class)
        .hasMessage("rejected by the deny list");
  }

  @Test
  void deniesACallWhoseAddressCannotBeRead() {
    decide();
    Call call =
        new Call() {
          @Override
          public String user() {
            return "mallory";
          }

          @Override
          public String fullAddress() {
            throw new IllegalStateException("the connection is closed");
          }
        };

    assertThat(check(call).permitted()).isFalse();
    assertThat(heard).containsExactly("denied mallory");
  }

  @Test
  void deniesAndRejectsIfTheLogFails() {
    decide();
    Logger logger = Logger.getLogger("io.limitrate.rejections");
    logger.setFilter(
        line -> {
          throw new IllegalStateException("the disk is full");
        });
    try {
      assertThat(check(call("mallory")).permitted()).isFalse();
      assertThat(check(new TestCall()).permitted()).isTrue();
      assertThat(check(new TestCall()).permitted()).isFalse();
    } finally {
      logger.setFilter(null);
    }
    assertThat(heard).containsExactly("denied mallory", "decided", "decided");
  }

  @Test
  void withoutListsThePoliciesDecideAgain() {
    decide();
    limiter.enforce(null, Waiting.DEFAULT);

    assertThat(check(call("mallory")).permitted()).isTrue();
    assertThat(check(call("alice")).permitted()).isFalse();
  }

  @Test
  void severalPoliciesLeaveOutThoseThatAllowTheCaller() {
    Policy other =
        Policy.builder("other")
            .quotas("1/1h")
            .key("global")
            .allow(call -> "alice".equals(call.user()))
            .build();

    Execution first = limiter.check(call("alice"), List.of(policy, other));
    Execution second = limiter.check(new TestCall(), List.of(other));

    assertThat(first.answeredBy("api")).isTrue();
    assertThat(first.answeredBy("other")).isFalse();
    assertThat(second.permitted()).isTrue();
  }
}
