package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Features in a container with CDI: injected objects, resolvers and listeners that are beans, and
 * limits on methods of beans. The author of a container extends this class and names the root of
 * the application. The application is a WAR with the package {@code io.limitrate.tck.app.cdi}, a
 * {@code beans.xml}, the filter on all paths, and {@code io/limitrate/tck/cdi-contract.yaml}.
 *
 * <p>The application has served no request before. The tests reach it at the loopback address,
 * without a proxy.
 */
public abstract class CdiContract {
  private HttpContractClient client;

  /** Creates the contract. A subclass needs no constructor. */
  protected CdiContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

  @BeforeEach
  final void connect() {
    client = new HttpContractClient(root());
  }

  /** The filter's headers count the injected limiter's calls only if both are the same limiter. */
  @Test
  void limiterThatIsInjectedIsTheFilters() {
    HttpResponse<String> first = client.get("/cdi/limiter");
    HttpResponse<String> second = client.get("/cdi/limiter");

    assertThat(first.body()).isEqualTo("permitted");
    assertThat(remaining(first)).isEqualTo("1");
    assertThat(remaining(second)).isEqualTo("0");
    assertThat(client.get("/cdi/limiter").body()).isEqualTo("rejected");
  }

  @Test
  void verdictThatIsInjectedIsThatOfTheRequest() {
    assertThat(client.get("/cdi/verdict/limited").body()).isEqualTo("permitted cdi-verdict 4");
    assertThat(client.get("/cdi/verdict/limited").body()).isEqualTo("permitted cdi-verdict 3");
    assertThat(client.get("/cdi/verdict/other").body()).isEqualTo("permitted");
  }

  @Test
  void thereIsNoVerdictWhereNoRequestIsServed() {
    assertThat(client.get("/cdi/verdict/other?elsewhere").body())
        .startsWith("a Verdict is available only in a request");
  }

  @Test
  void listenerThatIsABeanHearsEveryDecisionOnce() {
    client.statuses(3, "/cdi/answer/heard");

    assertThat(client.get("/cdi/heard?policy=cdi-heard").body()).isEqualTo("3");
  }

  @Test
  void resolverThatIsABeanIsFoundByItsSimpleName() {
    assertThat(client.statuses(1, "/cdi/answer/tenant", "X-Tenant", "acme")).containsExactly(200);
    assertThat(client.statuses(1, "/cdi/answer/tenant", "X-Tenant", "ACME")).containsExactly(429);
    assertThat(client.statuses(1, "/cdi/answer/tenant", "X-Tenant", "other")).containsExactly(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"plain", "hidden", "later", "class/shared", "stereotype", "carried", "interface"})
  void everyInvocationOfABeansMethodIsCharged(String method) {
    assertThat(call(method, 3)).isEqualTo("ran ran rejected");
    assertThat(call(method, 1)).isEqualTo("rejected");
  }

  @Test
  void whatARejectedMethodThrowsIsAnsweredByTheFilter() {
    HttpResponse<String> ran = client.get("/cdi/call/thrown?thrown&call=1&call=2");
    HttpResponse<String> rejected = client.get("/cdi/call/thrown?thrown&call=1");

    assertThat(ran.body()).isEqualTo("done done");
    assertThat(remaining(ran)).isEqualTo("0");
    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
    assertThat(rejected.body()).contains("\"io.limitrate.tck.app.cdi.Service.thrown\"");
  }

  @Test
  void argumentThatIsAKeyHasItsOwnCount() {
    assertThat(client.get("/cdi/call/keyed?call=a&call=a&call=a&call=b").body())
        .isEqualTo("ran ran rejected ran");
  }

  /** If two interceptors charged each call, the second call would be rejected. */
  @Test
  void limitsOfTheMethodGoBeforeThatOfItsClassAndAreAskedOnce() {
    assertThat(call("class/several", 4)).isEqualTo("ran ran ran rejected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exempt", "hidden", "text"})
  void whatIsExemptOrNotPublicOrOfEveryObjectIsNotLimitedByTheClass(String method) {
    assertThat(call("class/" + method, 3)).isEqualTo("ran ran ran");
  }

  @Test
  void methodOfAnInterfaceIsLimitedAlone() {
    assertThat(call("interface/free", 3)).isEqualTo("ran ran ran");
  }

  @Test
  void callOnThisIsLimitedByAWeaverOnly() {
    boolean woven = client.get("/cdi/call/woven?thrown&call").body().equals("true");

    assertThat(call("self", 3)).isEqualTo(woven ? "ran ran rejected" : "ran ran ran");
  }

  @Test
  void stageThatWaitsForItsTurnStartsThen() {
    long start = System.nanoTime();

    assertThat(call("queued", 3)).isEqualTo("ran ran ran");

    assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
  }

  @Test
  void firstCallIsCoveredByWhatItsRequestWasCharged() {
    HttpResponse<String> once = client.get("/cdi/call/once?call=1");
    HttpResponse<String> twice = client.get("/cdi/call/once?call=1&call=2");

    assertThat(remaining(once)).isEqualTo("9");
    assertThat(remaining(twice)).isEqualTo("7");
    assertThat(client.get("/cdi/heard?policy=cdi-once").body()).isEqualTo("3");
  }

  private String call(String method, int times) {
    return client.get("/cdi/call/" + method + "?call=1" + "&call=2".repeat(times - 1)).body();
  }

  private static String remaining(HttpResponse<String> response) {
    return String.join(" and ", response.headers().allValues("X-RateLimit-Remaining"));
  }
}
