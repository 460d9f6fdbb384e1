package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The effects of annotations: on resources in every container with JAX-RS, and on other methods if
 * the application is woven. A request is charged once, even if several components see it.
 */
public abstract class WeavingContract {
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  private HttpContractClient client;
  private String address;

  /** Creates the contract. A subclass needs no constructor. */
  protected WeavingContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  /** Returns whether the classes of the application are woven. */
  protected abstract boolean woven();

  /** Gives each test its own client address, which the test sends as the proxy would. */
  @BeforeEach
  final void findApplication() {
    client = new HttpContractClient(root());
    int number = CLIENTS.incrementAndGet();
    address = "198.51." + number / 256 + "." + number % 256;
  }

  private HttpResponse<String> get(String path) {
    return client.get(path, "X-Forwarded-For", address);
  }

  private List<HttpResponse<String>> get(int times, String path) {
    return IntStream.range(0, times).mapToObj(i -> get(path)).toList();
  }

  private String ran(String whereWoven, String elsewhere) {
    return woven() ? whereWoven : elsewhere;
  }

  @ParameterizedTest
  @ValueSource(strings = {"object", "class", "within", "later", "interface", "proxy"})
  void everyCallOfAWovenMethodIsCharged(String kind) {
    assertThat(get("/calls/" + kind + "?call=1&call=2&call=3").body())
        .isEqualTo(ran("ran ran rejected", "ran ran ran"));
    assertThat(get("/calls/" + kind + "?call=4").body()).isEqualTo(ran("rejected", "ran"));
  }

  /** All other tests of this application depend on this file. */
  @Test
  void listenerThatRunsBeforeTheFilterGetsTheFiltersConfiguration() {
    assertThat(client.get("/calls/early?call=/WEB-INF/limitrate.yaml").body()).isEqualTo("ran");
  }

  @Test
  void everyClientHasItsOwnCount() {
    get("/calls/object?call=1&call=2");

    assertThat(get("/calls/object?call=3").body()).isEqualTo(ran("rejected", "ran"));
    findApplication();
    assertThat(get("/calls/object?call=3").body()).isEqualTo("ran");
  }

  @Test
  void argumentThatIsAKeyHasItsOwnCount() {
    assertThat(get("/calls/keyed?call=a&call=b&call=a&call=b&call=a&call=c").body())
        .isEqualTo(ran("ran ran ran ran rejected ran", "ran ran ran ran ran ran"));
  }

  @Test
  void argumentThatIsACostIsTaken() {
    assertThat(get("/calls/costly?call=3&call=2&call=1").body())
        .isEqualTo(ran("ran rejected ran", "ran ran ran"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"itself", "completion", "undeclared", "state", "io"})
  void whatARejectedCallThrowsBecomesA429OnItsWayOut(String wrapper) {
    HttpResponse<String> answer = get("/calls/object?thrown=" + wrapper + "&call=1&call=2&call=3");

    if (woven()) {
      assertRejection(answer);
    } else {
      assertThat(answer.body()).isEqualTo("done done done");
    }
  }

  private static void assertRejection(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
        .isBetween(1L, 3_600L);
    assertThat(answer.body()).contains("\"status\":429");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "ruled", "suspended", "stage", "events", "locator/part"})
  void requestOfAResourceIsChargedOnce(String kind) {
    List<HttpResponse<String>> answers = get(11, "/rest/kinds/" + kind);

    assertThat(answers.subList(0, 10)).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(answers.subList(0, 10)).allMatch(a -> a.body().contains(content(kind)));
    assertThat(answers)
        .extracting(answer -> answer.headers().allValues("X-RateLimit-Remaining"))
        .extracting(Object::toString)
        .containsExactly(
            "[9]", "[8]", "[7]", "[6]", "[5]", "[4]", "[3]", "[2]", "[1]", "[0]", "[0]");
    assertRejection(answers.get(10));
    assertThat(EndContract.ended(client, "once")).isPositive();
  }

  private static String content(String kind) {
    return kind.equals("events") ? "data:" : kind.substring(kind.indexOf('/') + 1);
  }

  /** If the application is woven, the first invocation is the resource's own method. */
  @Test
  void firstCallWithinARequestIsCoveredByWhatTheRequestWasCharged() {
    HttpResponse<String> answer = get("/rest/calling");

    assertThat(answer.body()).isEqualTo("called called called ");
    assertThat(answer.headers().allValues("X-RateLimit-Remaining")).containsExactly(ran("6", "9"));
  }

  @ParameterizedTest
  @CsvSource({"class, 2", "method, 10"})
  void limitOfAMethodGoesBeforeThatOfItsClass(String path, String limit) {
    HttpResponse<String> answer = get("/rest/inline/" + path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("X-RateLimit-Limit")).containsExactly(limit);
  }

  @Test
  void exemptMethodOfALimitedClassIsNotLimited() {
    assertThat(get(3, "/rest/inline/exempt"))
        .extracting(HttpResponse::statusCode)
        .containsOnly(200);
  }
}
