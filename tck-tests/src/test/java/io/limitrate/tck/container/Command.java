package io.limitrate.tck.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command that ends by itself, such as an administration command of a server. */
final class Command {
  private static final long LONGEST_SECONDS = 90;

  private Command() {}

  /**
   * Runs a command on the Java of the tests. Returns when the command has ended.
   *
   * @return the output of the command
   * @throws IOException when the command failed; the message contains the output
   */
  static String run(List<String> command) throws IOException {
    Path printed = Files.createTempFile("command", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    try {
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      String text = Files.readString(printed, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ":\n" + text);
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
      Files.deleteIfExists(printed);
    }
  }
}
