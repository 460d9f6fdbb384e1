package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a start loads that has rules and a login, and nothing special. */
class PlainStartTest {
  private static final String YAML =
      """
      policies:
        api: { key: user | ip, quotas: 100/1m }
      rules:
        - { path: /api/*, policies: [api] }
      logins:
        main: { paths: [/login], username: form:username, outcome: { success: [/home] } }
      """;

  @Test
  void loadsNoJsonLibraryAndNoHmac() throws Exception {
    assertThat(loaded()).isNotEmpty().noneMatch(PlainStartTest::isForLogins);
  }

  private static boolean isForLogins(String line) {
    return line.contains("com.fasterxml.jackson") || line.contains("javax.crypto.Mac ");
  }

  /** Linking a lambda takes about as long as loading a class. */
  @Test
  void linksFewLambdas() throws Exception {
    assertThat(loaded())
        .filteredOn(line -> line.contains(" io.limitrate.") && line.contains("$$Lambda"))
        .hasSizeLessThan(150);
  }

  /** Returns a line for each class that a separate JVM loads. */
  private static List<String> loaded() throws IOException, InterruptedException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path", "")),
                Main.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(output).contains("started");
      return output.lines().filter(line -> line.contains("class,load")).toList();
    } finally {
      java.destroyForcibly();
    }
  }

  static final class Main {
    public static void main(String[] args) throws IOException {
      byte[] yaml = YAML.getBytes(StandardCharsets.UTF_8);
      ApplicationRuntime.start(Bootstrap.read(new ByteArrayInputStream(yaml), "limitrate.yaml"))
          .close();
      System.out.println("started");
    }
  }
}
