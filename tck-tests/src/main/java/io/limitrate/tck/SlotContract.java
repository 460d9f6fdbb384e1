package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The slots of requests in flight: each end of a request frees its slot. */
public abstract class SlotContract {
  private static final int CALLS = 200;
  private static final int AT_ONCE = 50;

  /** The numbers of the policies {@code slots} and {@code silent}. */
  private static final int SLOTS = 2_000;

  private static final int SILENT = 5;

  /** The longest duration of a silent call, and the time for a busy machine. */
  private static final Duration HEALED = Duration.ofSeconds(2 + 8);

  /** Stands for the status of a request without an answer. */
  private static final int CLOSED = 0;

  /**
   * More than the time after which a write fails that waits for a client. Tomcat waits 20 s for the
   * window of a stream of HTTP/2.
   */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Creates the contract. A subclass needs no constructor. */
  protected SlotContract() {}

  /**
   * Returns the root of the application at the loopback address, such as {@code
   * http://127.0.0.1:8080/app}.
   */
  protected abstract URI root();

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
        "listener",
        "late-listener",
        "twice",
        "thrown"
      })
  void manyRequestsLeaveNoSlotInUse(String way) throws Exception {
    for (Version version : Version.values()) {
      endMany(version, way, (client, path) -> client.get(path).statusCode());
    }
  }

  /** The application writes to the response of its servlet. */
  @ParameterizedTest
  @EnumSource(Version.class)
  void manyStreamsWhoseClientsHaveLeftLeaveNoSlotInUse(Version version) throws Exception {
    endMany(version, "stream", HttpContractClient::abandon);
  }

  /** The application writes to the response of its asynchronous context. */
  @Test
  void manyResponsesWhoseClientsHaveLeftLeaveNoSlotInUse() throws Exception {
    endMany(Version.HTTP_1_1, "left", HttpContractClient::abandon);
  }

  /** Ends many requests, at least one of which has an answer. */
  private void endMany(
      Version version, String way, ToIntBiFunction<HttpContractClient, String> request)
      throws Exception {
    HttpContractClient client = new HttpContractClient(root(), version);
    String run = "?run=" + way + version;

    List<List<Integer>> statuses =
        Together.run(
            AT_ONCE,
            () ->
                IntStream.range(0, CALLS / AT_ONCE)
                    .map(i -> unlessClosed(() -> request.applyAsInt(client, "/slots/" + way + run)))
                    .boxed()
                    .toList());

    assertThat(statuses.stream().flatMap(List::stream))
        .doesNotContain(429)
        .anyMatch(status -> status != CLOSED);
    assertThat(free("/slots/return" + run, SLOTS, LONGEST)).isEqualTo(SLOTS);
  }

  /**
   * Returns the status. A server may close the connection of a request that has failed, or a
   * connection of HTTP/2 whose client has reset many streams.
   */
  private static int unlessClosed(IntSupplier status) {
    try {
      return status.getAsInt();
    } catch (UncheckedIOException e) {
      return CLOSED;
    }
  }

  /** A server may not notice that the client of a silent stream has left. */
  @ParameterizedTest
  @EnumSource(Version.class)
  void theLongestDurationFreesTheSlotsOfSilentStreamsWhoseClientsHaveLeft(Version version) {
    HttpContractClient client = new HttpContractClient(root(), version);
    String run = "?run=" + version;

    List<Integer> statuses =
        IntStream.range(0, SILENT)
            .map(i -> unlessClosed(() -> client.abandon("/silent/silent" + run)))
            .boxed()
            .toList();

    assertThat(statuses).contains(200).doesNotContain(429);
    assertThat(free("/silent/return" + run, SILENT, HEALED)).isEqualTo(SILENT);
  }

  /** Returns the number of free slots, as soon as all are free or the time is over. */
  private long free(String path, int all, Duration longest) {
    HttpContractClient client = new HttpContractClient(root());
    long deadline = System.nanoTime() + longest.toNanos();
    long free;
    do {
      HttpResponse<String> response = client.get(path);
      long own = response.statusCode() == 429 ? 0 : 1;
      free = own + response.headers().firstValueAsLong("X-RateLimit-Remaining").orElseThrow();
    } while (free < all && deadline - System.nanoTime() > 0);
    return free;
  }
}
