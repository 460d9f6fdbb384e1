package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import io.limitrate.servlet.WebApp;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of customers with their own quotas. */
class CustomerRequestTest {
  private static final Map<String, String> PLANS = Map.of("gold", "5/1h", "silver", "2/1h");
  private static final QuotaProvider.Blocking PROVIDER =
      request -> Optional.ofNullable(PLANS.get(request.customer())).map(Quotas::parse);
  private static final Policy POLICY =
      Policy.builder("api")
          .key("apikey")
          .quotas("3/1h")
          .quotasFrom(Settings.builder(PROVIDER, KeySpec.parse("apikey")).build())
          .build();

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private HttpResponse<String> get(String key) {
    return app.get("/", "X-Api-Key", key);
  }

  private long limit(String key) {
    return app.runtime().limits().of("api").key(key).peek().quota().limit();
  }

  /** Asks for the quotas of a customer, and waits for the answer, for at most twenty seconds. */
  private void await(String key, long limit) {
    app.runtime().limits().of("api").refreshQuotas(key);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (limit(key) != limit && deadline - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    assertThat(limit(key)).isEqualTo(limit);
  }

  @Test
  void twoCustomersHaveTheirOwnQuotas() throws Exception {
    app.limited(WebApp.configuration().limit("/*", POLICY)).servlet("/").start();
    await("gold", 5);
    await("silver", 2);

    for (int i = 0; i < 5; i++) {
      assertThat(get("gold").statusCode()).isEqualTo(200);
    }
    assertThat(get("gold").statusCode()).isEqualTo(429);
    HttpResponse<String> silver = get("silver");

    assertThat(silver.headers().firstValue("X-RateLimit-Limit")).contains("2");
    assertThat(silver.headers().firstValue("X-RateLimit-Remaining")).contains("1");
    assertThat(get("silver").statusCode()).isEqualTo(200);
    assertThat(get("silver").statusCode()).isEqualTo(429);
    assertThat(get("other").headers().firstValue("X-RateLimit-Limit")).contains("3");
  }
}
