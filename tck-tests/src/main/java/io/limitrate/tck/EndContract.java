package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dispatches and the end of a request: a request is charged once, and ends once. */
public abstract class EndContract extends SlotContract {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  HttpContractClient client;

  /** Creates the contract. A subclass needs no constructor. */
  protected EndContract() {}

  @BeforeEach
  final void findApplication() {
    client = new HttpContractClient(root());
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "include", "async", "thread"})
  void dispatchesOfARequestAreChargedOnce(String dispatch) {
    HttpResponse<String> first = client.get("/dispatch/" + dispatch);
    HttpResponse<String> second = client.get("/dispatch/" + dispatch);

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().allValues("X-RateLimit-Remaining")).containsExactly("9");
    assertThat(second.headers().allValues("X-RateLimit-Remaining")).containsExactly("8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return",
        "exception",
        "error",
        "status",
        "forward",
        "include",
        "thread",
        "late",
        "twice",
        "thrown"
      })
  void eachPermittedRequestEndsOnce(String way) {
    long before = ended(client, "ends");

    client.get("/end/" + way);

    assertThat(ended(client, "ends")).isEqualTo(before + 1);
  }

  @Test
  void aRequestWhoseClientHasLeftEndsOnce() {
    long before = ended(client, "ends");

    client.leave("/end/left");

    assertThat(ended(client, "ends")).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"return", "forward", "include", "thread", "twice"})
  void aRequestThatDoesNotCountReturnsItsUnit(String way) {
    for (int i = 0; i < 3; i++) {
      assertThat(counted(way)).isNotEqualTo(429);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error", "status", "late", "thrown"})
  void aRequestThatCountsByItsStatusKeepsItsUnit(String way) {
    assertThat(counted(way)).isNotEqualTo(429);
    ended(client, "counted");

    assertThat(client.get("/count/" + way + "?run=" + way).statusCode()).isEqualTo(429);
  }

  /** Returns the status when the earlier requests, which may end after their answer, have ended. */
  private int counted(String way) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int status;
    do {
      status = client.get("/count/" + way + "?run=" + way).statusCode();
    } while (status == 429 && deadline - System.nanoTime() > 0);
    return status;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "characters", "later"})
  void aRequestTakesAUnitForEachTenBytesOfItsResponse(String way) {
    long left = 100 - 6;
    long deadline = System.nanoTime() + LONGEST.toNanos();
    String remaining;

    assertThat(client.get("/size/" + way + "?run=" + way).statusCode()).isEqualTo(200);

    do { // the request may end after its answer; each further request takes a unit
      left--;
      HttpResponse<String> empty = client.get("/size/nothing?run=" + way);
      remaining = empty.headers().firstValue("X-RateLimit-Remaining").orElseThrow();
    } while (!remaining.equals(String.valueOf(left)) && deadline - System.nanoTime() > 0);
    assertThat(remaining).isEqualTo(String.valueOf(left));
  }

  /** Returns the number of ended calls of a policy, when each permitted call has ended once. */
  static long ended(HttpContractClient client, String policy) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    String[] counts;
    do {
      counts = client.get("/end/ends?policy=" + policy).body().split("/");
    } while (!counts[0].equals(counts[1]) && deadline - System.nanoTime() > 0);
    assertThat(counts[1]).as("ended calls of the permitted calls").isEqualTo(counts[0]);
    return Long.parseLong(counts[1]);
  }
}
