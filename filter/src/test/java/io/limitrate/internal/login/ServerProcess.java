package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a database server that reads a script, writes its answers into files, and exits; without
 * network.
 */
final class ServerProcess {
  private static final int DEADLINE_SECONDS = 60;

  private ServerProcess() {}

  /** Returns the path of a server. Without the server the test is skipped, except in CI. */
  static Path required(Path server) {
    if (System.getenv("CI") != null) {
      assertThat(server).exists();
    }
    assumeThat(server).exists();
    return server;
  }

  /** Runs the server in the directory of the output file, which receives the server's messages. */
  static void run(List<String> command, String script, Path output)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(output.resolveSibling("").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> read(output)).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
