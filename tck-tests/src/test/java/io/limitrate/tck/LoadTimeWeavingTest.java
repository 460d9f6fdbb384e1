package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests META-INF/aop.xml of the annotations in a separate JVM. */
class LoadTimeWeavingTest {
  @TempDir Path directory;

  @Test
  void agentLimitsAClassThatNothingElseWove() throws Exception {
    Path agent = Limitrates.agent();

    assertThat(output("-javaagent:" + agent)).isEqualTo("permitted permitted rejected ");
  }

  @Test
  void withoutTheAgentTheClassIsNotLimited() throws Exception {
    assertThat(output("-ea")).isEqualTo("permitted permitted permitted ");
  }

  private String output(String option) throws IOException, InterruptedException {
    Path output = directory.resolve("output.txt");
    Path errors = directory.resolve("errors.txt");
    Process process =
        new ProcessBuilder(command(option))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return Files.readString(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> command(String option) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(option);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(LoadTime.class.getName());
    return command;
  }
}
