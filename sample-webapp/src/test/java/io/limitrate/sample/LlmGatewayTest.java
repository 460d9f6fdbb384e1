package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LlmGatewayTest {
  private static final String FREE = "free-demo";
  private static final String PREMIUM = "premium-demo";
  private static final String HELLO = "{\"prompt\": \"one two three\", \"max_tokens\": 50}";
  private static final String MUCH = "{\"prompt\": \"one two three\", \"max_tokens\": 1900}";

  private Sample sample;
  private Visitor visitor;

  @BeforeEach
  void start() throws IOException {
    sample = Sample.start();
    visitor = sample.visitor();
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void answersTheSameQuestionInTheSameWayAndTellsWhatItTook() {
    Answer answer = visitor.ask("translate", FREE, HELLO);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().toString())
        .isEqualTo(
            "{\"model\":\"translate\",\"text\":\"ONE TWO THREE\",\"usage\":"
                + "{\"prompt_tokens\":3,\"completion_tokens\":3,\"total_tokens\":6}}");
    assertThat(visitor.ask("translate", FREE, HELLO).json()).isEqualTo(answer.json());
  }

  @Test
  void neverAnswersWithMoreThanMaxTokens() {
    Answer answer = visitor.ask("generate", FREE, "{\"prompt\": \"go\", \"max_tokens\": 7}");

    assertThat(answer.json().at("/usage/completion_tokens").asInt()).isEqualTo(7);
    assertThat(answer.json().at("/text").asText().split(" ")).hasSize(7);
  }

  @Test
  void permitsTheFreeTierTenAMinute() {
    Attempts attempts = Attempts.untilRejected(() -> visitor.ask("summarize", FREE, HELLO));

    attempts.assertCapacity(10, Duration.ofSeconds(6));
    assertThat(attempts.permitted().get(0).limit()).isEqualTo(10);
    assertThat(attempts.permitted().get(0).remaining()).isEqualTo(9);
    assertThat(attempts.rejection().retryAfter()).isBetween(1, 6);
    assertThat(attempts.rejection().json().get("violated-policies").toString())
        .isEqualTo("[\"llm-requests\"]");
  }

  @Test
  void countsEachModelAndEachCustomerOnItsOwn() {
    Attempts.untilRejected(() -> visitor.ask("summarize", FREE, HELLO));

    assertThat(visitor.ask("translate", FREE, HELLO).remaining()).isEqualTo(9);
    assertThat(visitor.ask("generate", FREE, HELLO).remaining()).isEqualTo(9);
    assertThat(visitor.ask("summarize", PREMIUM, HELLO).remaining()).isEqualTo(19);
  }

  @Test
  void countsACustomerFromWhateverAddress() {
    visitor.ask("summarize", FREE, HELLO);

    assertThat(sample.visitor().ask("summarize", FREE, HELLO).remaining()).isEqualTo(8);
  }

  @Test
  void permitsThePremiumTierABurstOfTwenty() {
    Attempts attempts = Attempts.untilRejected(() -> visitor.ask("summarize", PREMIUM, HELLO));

    attempts.assertCapacity(20, Duration.ofMillis(600));
    assertThat(attempts.permitted().get(0).limit()).isEqualTo(20);
    assertThat(attempts.rejection().retryAfter()).isEqualTo(1);
  }

  @Test
  void holdsTheDaysBudgetOfGenerateOnly() throws IOException {
    try (Sample small =
        Sample.start(Map.of("limitrate.policies.llm-day.tiers.free", "3/1d fixed-window"))) {
      Visitor customer = small.visitor();

      Attempts attempts = Attempts.untilRejected(() -> customer.ask("generate", FREE, HELLO));

      attempts.assertCapacity(3, Duration.ofDays(1));
      assertThat(attempts.permitted().get(0).limit()).isEqualTo(3);
      assertThat(attempts.rejection().json().get("violated-policies").toString())
          .isEqualTo("[\"llm-day\"]");
      assertThat(customer.ask("summarize", FREE, HELLO).status()).isEqualTo(200);
    }
  }

  @Test
  void reservesMaxTokensAndSettlesToWhatWasUsed() {
    Answer first = visitor.ask("generate", FREE, MUCH);

    Answer second = visitor.ask("generate", FREE, MUCH);

    assertThat(first.limit()).isEqualTo(2000);
    assertThat(first.remaining()).isEqualTo(100);
    assertThat(first.json().at("/usage/total_tokens").asInt()).isLessThan(100);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.remaining())
        .isBetween(100 - first.json().at("/usage/total_tokens").asInt(), 100);
  }

  @Test
  void chargesLongPromptsWhatTheyUse() {
    String prompt = "word ".repeat(1_000);
    Answer first =
        visitor.ask("generate", FREE, "{\"prompt\": \"" + prompt + "\", \"max_tokens\": 10}");

    Answer second = visitor.ask("generate", FREE, MUCH);

    assertThat(first.json().at("/usage/total_tokens").asInt()).isEqualTo(1_010);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.retryAfter()).isBetween(1, 28);
    assertThat(second.json().get("violated-policies").toString()).isEqualTo("[\"llm-tokens\"]");
  }

  @Test
  void rejectsForGoodWhatNeverFitsIntoTheTierAndTakesNothingForIt() {
    String tooMuch = "{\"prompt\": \"one\", \"max_tokens\": 2001}";

    Answer rejected = visitor.ask("generate", FREE, tooMuch);

    assertThat(rejected.status()).isEqualTo(429);
    assertThat(rejected.header("Retry-After")).isNull();
    assertThat(visitor.ask("generate", FREE, HELLO).remaining()).isEqualTo(9);
    assertThat(visitor.ask("generate", PREMIUM, tooMuch).status()).isEqualTo(200);
  }

  @Test
  void answersAnUnknownKeyBeforeAnythingOfACustomerIsCharged() {
    for (int i = 0; i < 15; i++) {
      Answer answer = visitor.ask("summarize", "guess-" + i % 2, HELLO);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("ApiKey realm=\"llm\"");
      assertThat(answer.limit()).isEqualTo(10_000);
    }

    assertThat(visitor.postJson("api/llm/summarize/completions", HELLO).status()).isEqualTo(401);
    assertThat(visitor.ask("summarize", FREE, HELLO).remaining()).isEqualTo(9);
  }

  @Test
  void chargesNothingForAnUnknownModel() {
    assertThat(visitor.ask("paint", FREE, HELLO).status()).isEqualTo(404);
    assertThat(visitor.ask("Summarize", FREE, HELLO).status()).isEqualTo(404);
    assertThat(visitor.ask("paint", FREE, HELLO).limit()).isEqualTo(10_000);
  }

  @Test
  void rejectsABadQuestionByAProblemAndChargesNothing() {
    List<String> questions =
        List.of(
            "",
            "null",
            "{",
            "[]",
            "\"text\"",
            "{}",
            "{\"prompt\": \"\"}",
            "{\"prompt\": null}",
            "{\"prompt\": {\"a\": 1}}",
            "{\"prompt\": \"a\", \"max_tokens\": 0}",
            "{\"prompt\": \"a\", \"max_tokens\": -1}",
            "{\"prompt\": \"a\", \"max_tokens\": 50001}",
            "{\"prompt\": \"a\", \"max_tokens\": 99999999999999999999}",
            "{\"prompt\": \"a\", \"max_tokens\": 1.5}",
            "{\"prompt\": \"a\", \"max_tokens\": \"50\"}",
            "{\"prompt\": \"a\", \"prompt\": \"b\"}",
            "{\"prompt\": \"a\"} {}",
            "{\"prompt\": \"a\", \"x\": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}");

    assertThat(questions)
        .allSatisfy(
            question -> {
              Answer answer = visitor.ask("generate", FREE, question);
              assertThat(answer.status()).isEqualTo(400);
              assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
              assertThat(answer.json().get("detail").asText())
                  .isNotBlank()
                  .doesNotContain("io.limitrate");
            });
    assertThat(visitor.ask("generate", FREE, HELLO).remaining()).isEqualTo(9);
  }

  @Test
  void rejectsAbsurdSizes() {
    String longPrompt = "{\"prompt\": \"" + "x".repeat(10_001) + "\"}";
    String longBody = "{\"prompt\": \"a\", \"x\": \"" + "x".repeat(3_000_000) + "\"}";

    assertThat(visitor.ask("generate", FREE, longPrompt).status()).isEqualTo(400);
    assertThat(visitor.ask("generate", FREE, longBody).status()).isEqualTo(400);
  }

  @Test
  void rejectsWhatIsNotJson() {
    Answer answer =
        visitor.send(
            "POST",
            "api/llm/generate/completions",
            BodyPublishers.ofString("prompt=hello"),
            "Content-Type",
            "text/plain",
            "X-Api-Key",
            FREE);

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }
}
