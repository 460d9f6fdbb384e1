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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the servers of {@code ServerBenchmark} without load. */
class LoadServersTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int LIMIT = 2;

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
      Await.until("429", LONGEST, () -> get(running).statusCode() == 429);
    }
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
