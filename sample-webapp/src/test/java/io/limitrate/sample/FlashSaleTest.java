package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FlashSaleTest {
  private static final String SESSION = "JSESSIONID";

  private static Sample sample;

  @BeforeAll
  static void start() throws IOException {
    sample = Sample.start();
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void tellsTheLimitOfProductDetailsWithTheFirstAnswer() {
    long before = Instant.now().getEpochSecond();

    Answer answer = sample.visitor().get("api/products/42");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("id").asText()).isEqualTo("42");
    assertThat(answer.limit()).isEqualTo(5);
    assertThat(answer.remaining()).isEqualTo(4);
    assertThat(answer.reset()).isBetween(before + 1, Instant.now().getEpochSecond() + 2);
    assertThat(answer.header("Retry-After")).isNull();
  }

  @Test
  void permitsFiveProductDetailsASecondToAnAddress() {
    Visitor visitor = sample.visitor();

    Attempts attempts = Attempts.untilRejected(() -> visitor.get("api/products/42"));

    attempts.assertCapacity(5, Duration.ofMillis(200));
    assertThat(attempts.rejection().retryAfter()).isEqualTo(1);
    assertThat(attempts.rejection().remaining()).isZero();
    assertThat(attempts.rejection().header("Content-Type")).startsWith("application/problem+json");
    assertThat(attempts.rejection().json().get("status").asInt()).isEqualTo(429);
    assertThat(attempts.rejection().json().get("violated-policies").toString())
        .isEqualTo("[\"io.limitrate.sample.sale.ProductResource.product\"]");
  }

  @Test
  void countsProductDetailsThatComeAtOnceOneByOne() {
    long start = System.nanoTime();

    List<Answer> answers = sample.visitor().getAtOnce(60, "api/products/42");

    long elapsedMillis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    assertThat(answers.stream().filter(answer -> answer.status() == 200).count())
        .isBetween(5L, 5 + elapsedMillis / 200);
    assertThat(answers).allMatch(answer -> answer.status() == 200 || answer.rejected());
  }

  @Test
  void countsAddressesApart() {
    Visitor one = sample.visitor();
    Attempts.untilRejected(() -> one.get("api/products/42"));

    assertThat(sample.visitor().get("api/products/42").remaining()).isEqualTo(4);
  }

  @Test
  void countsAllProductsTogether() {
    Visitor visitor = sample.visitor();
    Attempts.untilRejected(() -> visitor.get("api/products/1"));

    assertThat(visitor.get("api/products/2").rejected()).isTrue();
  }

  @Test
  void limitsTheStockByABucketForEveryone() {
    Answer answer = sample.visitor().get("api/stock/42");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("sku").asText()).isEqualTo("42");
    assertThat(answer.limit()).isEqualTo(200);
    assertThat(answer.remaining()).isBetween(198, 199);
  }

  @Test
  void permitsTheBurstOfStockQueriesOverAllAddresses() throws IOException {
    try (Sample slow = Sample.start(Map.of("limitrate.policies.stock.quotas", "1/1h burst 200"))) {
      List<Answer> answers = slow.visitor().getAtOnce(150, "api/stock/42");
      List<Answer> more = slow.visitor().getAtOnce(150, "api/stock/43");

      assertThat(answers).allMatch(answer -> answer.status() == 200);
      assertThat(more.stream().filter(answer -> answer.status() == 200)).hasSize(50);
      assertThat(more.stream().filter(Answer::rejected)).hasSize(100);
    }
  }

  @Test
  void rejectsAUsersSecondPurchaseWithinTenSecondsFromWhateverAddress() {
    Visitor alice = sample.visitor();
    alice.login("alice", "wonderland");
    Answer first = alice.post("api/checkout");

    Answer second =
        sample.visitor().withCookie(SESSION, alice.cookie(SESSION)).post("api/checkout");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.json().get("buyer").asText()).isEqualTo("alice");
    assertThat(first.limit()).isEqualTo(1);
    assertThat(first.remaining()).isZero();
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.retryAfter()).isBetween(1, 10);
    assertThat(second.json().get("violated-policies").toString())
        .isEqualTo("[\"io.limitrate.sample.sale.Checkout.buy\"]");
  }

  @Test
  void takesNoPurchaseFromAUserWhoIsSentAwayToLogIn() {
    Visitor bob = sample.visitor();

    Answer anonymous = bob.post("api/checkout");
    bob.login("bob", "builder");
    Answer purchase = bob.post("api/checkout");

    assertThat(anonymous.status()).isEqualTo(401);
    assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Session realm=\"sample\"");
    assertThat(anonymous.header("Content-Type")).startsWith("application/problem+json");
    assertThat(anonymous.limit()).isEqualTo(5);
    assertThat(anonymous.remaining()).isEqualTo(4);
    assertThat(purchase.status()).isEqualTo(201);
  }

  @Test
  void countsCheckoutsWithoutALoginForTheAddress() {
    Visitor visitor = sample.visitor();

    Attempts attempts = Attempts.untilRejected(() -> visitor.post("api/checkout"));

    attempts.assertCapacity(5, Duration.ofMillis(200));
    assertThat(attempts.permitted()).allMatch(answer -> answer.status() == 401);
    assertThat(attempts.rejection().retryAfter()).isEqualTo(1);
    assertThat(attempts.rejection().json().get("violated-policies").toString())
        .isEqualTo("[\"checkout-address\"]");
  }

  @Test
  void limitsTheSiteAsAWhole() throws IOException {
    try (Sample fresh = Sample.start()) {
      Answer answer = fresh.visitor().get("");

      assertThat(answer.limit()).isEqualTo(10_000);
      assertThat(answer.remaining()).isEqualTo(9_999);
    }
  }

  @Test
  void rejectsEverythingButHealthWhenTheSiteIsFull() throws IOException {
    try (Sample small = Sample.start(Map.of("limitrate.policies.site.quotas", "2/1h"))) {
      Visitor visitor = small.visitor();
      Attempts.untilRejected(() -> visitor.get("api/stock/42"))
          .assertCapacity(2, Duration.ofMinutes(30));

      assertThat(visitor.get("").rejected()).isTrue();
      assertThat(visitor.get("api/products/42").rejected()).isTrue();
      assertThat(visitor.post("login").rejected()).isTrue();
      assertThat(visitor.get("api/health").status()).isEqualTo(200);
    }
  }

  @Test
  void namesNoLimitForHealth() {
    Answer health = sample.visitor().get("api/health");

    assertThat(health.json().get("status").asText()).isEqualTo("UP");
    assertThat(health.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-ratelimit"));
  }

  @Test
  void answersWhatDoesNotExistByAProblem() {
    Visitor visitor = sample.visitor();

    assertThat(visitor.get("api/nothing").status()).isEqualTo(404);
    assertThat(visitor.get("api/nothing").json().get("title").asText()).isEqualTo("Not Found");
    assertThat(visitor.get("api/products/a%20b").status()).isEqualTo(404);
    assertThat(visitor.get("api/products/" + "x".repeat(41)).status()).isEqualTo(404);
    assertThat(visitor.send("DELETE", "api/stock/42", BodyPublishers.noBody()).status())
        .isEqualTo(405);
  }
}
