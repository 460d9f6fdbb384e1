package io.limitrate.tck.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.limitrate.tck.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the servers of {@code ServerBenchmark} without load. */
class LoadServersTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int LIMIT = 2;
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void answersEveryRequestOfAServerWithoutALimiter(LoadServer server) throws IOException {
    try (RunningServer running = start(server, Protection.NONE)) {
      assertThat(IntStream.range(0, 10 * LIMIT).map(i -> get(running).statusCode()))
          .containsOnly(200);
      assertThat(running.processorTime()).isPositive();
    }
  }

  static Stream<Arguments> limiters() {
    return Arrays.stream(LoadServer.values())
        .flatMap(
            server ->
                EnumSet.complementOf(EnumSet.of(Protection.NONE)).stream()
                    .map(protection -> arguments(server, protection)));
  }

  @ParameterizedTest
  @MethodSource("limiters")
  void answersARequestWithinTheLimitAndRejectsOneBeyondTheLimit(
      LoadServer server, Protection protection) throws IOException {
    try (RunningServer running = start(server, protection)) {
      HttpResponse<byte[]> first = get(running);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.body()).hasSize(TextServlet.BYTES);
      Await.until("429", LONGEST, () -> get(running).statusCode() == TOO_MANY_REQUESTS);
    }
  }

  /** The reset time and the text of its seconds differ; they have the same length. */
  @Test
  void constantAnswersAreAsLongAsThoseOfLimitrate() throws IOException {
    assertThat(rejection(Protection.ANSWERS)).isEqualTo(rejection(Protection.LIMITRATE_CAFFEINE));
  }

  private List<String> rejection(Protection protection) throws IOException {
    try (RunningServer running = start(LoadServer.TOMCAT, protection)) {
      HttpResponse<byte[]> permitted = get(running);
      AtomicReference<HttpResponse<byte[]>> rejected = new AtomicReference<>(get(running));
      Await.until(
          "429",
          LONGEST,
          () -> rejected.updateAndGet(last -> get(running)).statusCode() == TOO_MANY_REQUESTS);
      return List.of(lengths(permitted), lengths(rejected.get()));
    }
  }

  private static String lengths(HttpResponse<byte[]> response) {
    return response.body().length
        + response.headers().map().entrySet().stream()
            .map(header -> header.getKey() + " " + header.getValue().get(0).length())
            .sorted()
            .toList()
            .toString();
  }

  private RunningServer start(LoadServer server, Protection protection) throws IOException {
    return RunningServer.start(server, protection, LIMIT, directory);
  }

  private HttpResponse<byte[]> get(RunningServer server) {
    try {
      return client.send(
          HttpRequest.newBuilder(server.address()).build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
