package io.limitrate.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The load tool wrk, which sends requests from one address over some connections, each as soon as
 * the answer to the one before has come.
 */
record Wrk(int connections, Path script) {
  private static final String RESULT = "result ";
  private static final String SCRIPT =
      """
      done = function(summary, latency, requests)
        local errors = summary.errors
        io.write(string.format("%s%%d %%d %%d %%d %%d %%d %%d\\n",
          summary.requests, summary.duration, errors.status,
          errors.connect + errors.read + errors.write + errors.timeout,
          latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
      end
      """
          .formatted(RESULT);

  /**
   * What wrk has measured.
   *
   * @param answers the number of answers
   * @param micros the time that they took together
   * @param rejections the answers with a status of 400 or more
   * @param p50Micros the median latency of an answer
   */
  record Result(
      long answers,
      long micros,
      long rejections,
      long failures,
      long p50Micros,
      long p99Micros,
      long p999Micros) {

    private static Result of(String numbers) {
      String[] each = numbers.split(" ");
      long[] values = new long[each.length];
      for (int i = 0; i < each.length; i++) {
        values[i] = Long.parseLong(each[i]);
      }
      return new Result(
          values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }
  }

  /**
   * Finds wrk on the path, and writes its script into the directory.
   *
   * @throws IllegalStateException if wrk is missing
   */
  static Wrk find(int connections, Path directory) throws IOException {
    try {
      output("wrk", "-v");
    } catch (IOException e) {
      throw new IllegalStateException(
          "wrk: must be on the PATH; on Debian install it with: apt-get install wrk", e);
    }
    return new Wrk(connections, Files.writeString(directory.resolve("wrk.lua"), SCRIPT));
  }

  /**
   * Sends requests for some seconds.
   *
   * @throws IOException if a request got no answer
   */
  Result drive(URI uri, int seconds) throws IOException {
    String printed =
        output(
            "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-s" + script, uri.toString());
    Result result =
        printed
            .lines()
            .filter(line -> line.startsWith(RESULT))
            .map(line -> Result.of(line.substring(RESULT.length())))
            .findFirst()
            .orElseThrow(() -> new IOException("wrk has no result:\n" + printed));
    if (result.failures() > 0) {
      throw new IOException("requests without an answer:\n" + printed);
    }
    return result;
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
