package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilentSlf4jTest {
  @Test
  void ehcacheStartsWithoutALineOfSlf4j() throws Exception {
    assertThat(output()).contains("started").doesNotContain("SLF4J");
  }

  @Test
  void anApplicationThatAsksSlf4jForItsWarningsGetsThem() throws Exception {
    assertThat(output("-Dslf4j.internal.verbosity=WARN")).contains("SLF4J(W)", "started");
  }

  /** Returns the output of a separate JVM, in which nothing has used SLF4J before. */
  private static String output(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String classPath() {
    return System.getProperty(
        "surefire.test.class.path", System.getProperty("java.class.path", ""));
  }

  static final class Main {
    public static void main(String[] args) {
      CellStores.open(StoreSettings.DEFAULT).close();
      System.out.println("started");
    }
  }
}
