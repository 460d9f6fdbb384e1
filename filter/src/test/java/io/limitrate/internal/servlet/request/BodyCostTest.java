package io.limitrate.internal.servlet.request;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import io.limitrate.internal.yaml.ConfigurationReader;
import io.limitrate.internal.yaml.Overrides;
import io.limitrate.servlet.WebApp;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that hides its cost never costs less than the cost that it contains. */
class BodyCostTest {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";
  private static final int QUOTA = 1_000_000;

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void costsAreReadFrom(String part, String... more) throws Exception {
    String yaml =
        """
        store: { caffeine: {} }
        policies:
          tokens: { quotas: %d/1h, key: global, cost: { from: %s, default: 100, max: 4000 } }
        rules: [{ path: /*, policies: tokens }]
        """
            .formatted(QUOTA, part);
    Configuration configuration =
        ConfigurationReader.read(
            new ByteArrayInputStream((yaml + String.join("\n", more)).getBytes(UTF_8)),
            "limitrate.yaml",
            Configuration.builder().build(),
            Overrides.NONE);
    app.limited(configuration, Map.of())
        .servlet("/", (in, out) -> in.getInputStream().transferTo(out.getOutputStream()))
        .start();
  }

  private long cost(String path, String type, BodyPublisher body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(app.uri(path)).POST(body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> response = app.send(request.build());
    assertThat(response.statusCode()).isEqualTo(200);
    return QUOTA - response.headers().firstValueAsLong("X-RateLimit-Remaining").orElseThrow();
  }

  private long cost(String type, String body) {
    return cost("/", type, BodyPublishers.ofString(body));
  }

  private static BodyPublisher chunked(String body) {
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'n':3000} | 3000",
        "{'n':'3000'} | 3000",
        "{'n':3e3} | 3000",
        "{'n':0.1} | 100",
        "{'n':-1} | 100",
        "{'n':-4e999999999} | 100",
        "{'n':4e999999999} | 4000",
        "{'n':4e9999999999999} | 4000",
        "{'n':null} | 100",
        "{'m':3000} | 100",
        "{'n':[3000]} | 4000",
        "{'n':{'n':3000}} | 4000",
        "{'n':true} | 4000",
        "{'n':'3_000'} | 4000",
        "{'N':3000} | 4000",
        "{'n':1,'n':3000} | 4000",
        "{'n':1,'N':3000} | 4000",
        "{'n':1,'a':{'b':1,'b':2}} | 4000",
        "{'n':1}{'n':3000} | 4000",
        "{'n':1 | 4000",
        "{n:1} | 4000"
      })
  void jsonCostsItsNumberOrTheMaximum(String body, long expected) throws Exception {
    costsAreReadFrom("json:/n");

    assertThat(cost(JSON, body.replace('\'', '"'))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {16_384, 16_385, 100_000, 1 << 20})
  void aLongBodyCostsWhatAShortOneDoes(int length) throws Exception {
    costsAreReadFrom("json:/n");
    String start = "{\"n\":3000";

    assertThat(cost(JSON, start + " ".repeat(length - start.length() - 1) + "}")).isEqualTo(3000);
  }

  @Test
  void longBodyCostsTheMaximumAndReachesTheApplication() throws Exception {
    costsAreReadFrom("json:/n", "maxBody: 50");
    String body = "{\"n\":1}" + " ".repeat(44);

    assertThat(cost("/", JSON, BodyPublishers.ofString(body))).isEqualTo(4000);
    assertThat(cost("/", JSON, chunked(body))).isEqualTo(8000);
    assertThat(app.send("POST", "/", body, "Content-Type", JSON).body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "multipart/form-data; boundary=b",
        "text/json",
        FORM,
        JSON + ";charset=utf-16",
        JSON + ";charset=nonsense"
      })
  void jsonOfAnotherTypeOrCharsetCostsTheMaximum(String type) throws Exception {
    costsAreReadFrom("json:/n");

    assertThat(cost(type, "{\"n\":1}")).isEqualTo(4000);
  }

  @Test
  void jsonWithoutATypeOrInAnotherEncodingCostsItsNumberOrTheMaximum() throws Exception {
    costsAreReadFrom("json:/n");

    assertThat(cost(null, "{\"n\":1}")).isEqualTo(4000);
    assertThat(cost("/", JSON, BodyPublishers.ofByteArray("{\"n\":3000}".getBytes(UTF_16))))
        .isIn(7000L, 8000L);
    assertThat(
            QUOTA
                - app.send(
                        "POST", "/", "{\"n\":1}", "Content-Type", JSON, "Content-Encoding", "gzip")
                    .headers()
                    .firstValueAsLong("X-RateLimit-Remaining")
                    .orElseThrow())
        .isIn(11_000L, 12_000L);
  }

  @Test
  void aByteOrderMarkHidesNothing() throws Exception {
    costsAreReadFrom("json:/n");

    assertThat(cost(JSON, "\uFEFF{\"n\":3000}")).isIn(3000L, 4000L);
  }

  @Test
  void aRequestWithoutABodyCostsTheDefault() throws Exception {
    costsAreReadFrom("json:/n");

    assertThat(cost("/", JSON, BodyPublishers.noBody())).isEqualTo(100);
    assertThat(cost("/", null, BodyPublishers.noBody())).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/, n=3000, 3000",
    "/, m=3000, 100",
    "/, n=, 100",
    "/, n=1&n=3000, 4000",
    "/, n=1&%6E=3000, 4000",
    "/, n=1&x=%zz, 4000",
    "/, n=%zz, 4000",
    "/?n=3000, n=1, 4000",
    "/?n=3000, x=1, 4000",
    "/?x=3000, n=1, 1",
  })
  void formCostsItsNumberOrTheMaximum(String path, String body, long expected) throws Exception {
    costsAreReadFrom("form:n");

    assertThat(cost(path, FORM, BodyPublishers.ofString(body))).isEqualTo(expected);
  }

  @Test
  void formOfAnotherTypeCostsTheMaximum() throws Exception {
    costsAreReadFrom("form:n");

    assertThat(cost("multipart/form-data; boundary=b", "--b--")).isEqualTo(4000);
    assertThat(cost("text/plain", "n=1")).isEqualTo(8000);
  }

  @Test
  void chunkedBodyCostsTheMaximumLength() throws Exception {
    costsAreReadFrom("header:Content-Length");

    assertThat(cost("/", JSON, BodyPublishers.ofString("x".repeat(300)))).isEqualTo(300);
    assertThat(cost("/", JSON, chunked("x".repeat(300)))).isEqualTo(4300);
    assertThat(cost("/", JSON, BodyPublishers.noBody())).isEqualTo(4400);
  }
}
