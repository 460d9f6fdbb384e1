package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Plans;
import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.runtime.Limitrate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the example of the section "Quotas of customers" of docs/configuration.md. */
class QuotasOfCustomersTest {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private Limitrate limitrate;

  @BeforeEach
  void start() throws IOException {
    limitrate =
        Limitrate.start(
                Block.yamlBelow("docs/configuration.md", "Quotas of customers").configuration(),
                InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")))
            .install();
  }

  @AfterEach
  void close() {
    limitrate.close();
  }

  private Decision peek(String customer) {
    return limitrate.limits().of("api").key(customer).peek();
  }

  /** The provider runs on another thread, so the test asks until its answer has an effect. */
  private void awaitLimit(String customer, long limit) {
    Instant end = Instant.now().plus(LONGEST_WAIT);
    while (peek(customer).quota().limit() != limit) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  private void call(String customer) {
    limitrate.limiter().check(new OfCustomer(customer), List.of(limitrate.policy("api")));
  }

  private record OfCustomer(String user) implements Call {}

  @Test
  void aCustomerHasTheQuotasThatTheProviderGives() {
    Plans.sell("alice", "1000/1m, 50_000/1d");

    call("alice");
    call("bob");

    awaitLimit("alice", 1_000);
    assertThat(peek("alice").remaining()).isEqualTo(1_000);
    assertThat(peek("bob").remaining()).isEqualTo(99);
  }

  @Test
  void aRefreshAppliesAChangedPlanAtOnce() {
    Plans.sell("carol", "200/1m");
    call("carol");
    awaitLimit("carol", 200);

    Plans.sell("carol", "300/1m");
    limitrate.limits().of("api").refreshQuotas("carol");

    awaitLimit("carol", 300);
  }
}
