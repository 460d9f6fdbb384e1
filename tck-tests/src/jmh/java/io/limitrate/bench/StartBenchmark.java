package io.limitrate.bench;

import io.limitrate.bench.StartCase.Server;
import io.limitrate.bench.StartCase.Started;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the start of a filter, from the container's call of {@code init} to the first decision.
 * Each start has a JVM of its own. Each round starts every case once. Prints a Markdown table of
 * medians and quartiles.
 */
public final class StartBenchmark {
  /** The parts of the class path that a web application and its server have. */
  private static final List<String> DEPLOYED =
      List.of(
          "test-classes",
          "/filter/target/",
          "limitrate-filter",
          "snakeyaml-engine",
          "jackson-core",
          "cache-api",
          "ehcache",
          "slf4j-api",
          "caffeine",
          "/jcache-",
          "/config-",
          "tomcat-embed-core",
          "tomcat-annotations-api",
          "jakarta.servlet-api",
          "jspecify");

  private StartBenchmark() {}

  /** Measures all cases; the argument is the number of rounds. */
  public static void main(String[] arguments) throws IOException {
    int rounds = Integer.parseInt(arguments[0]);
    Map<StartCase, List<StartFigures>> figures = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Server server : Server.values()) {
        for (Started started : Started.values()) {
          StartCase one = new StartCase(server, started);
          figures.computeIfAbsent(one, each -> new ArrayList<>()).add(measure(one));
        }
      }
    }
    System.out.println(StartFigures.HEAD);
    figures.forEach((one, each) -> System.out.println(StartFigures.row(one.toString(), each)));
  }

  private static StartFigures measure(StartCase one) throws IOException {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                deployed(),
                StartCase.class.getName(),
                one.server().name(),
                one.started().name())
            .redirectErrorStream(true)
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return StartFigures.parse(printed);
  }

  private static String deployed() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> DEPLOYED.stream().anyMatch(entry::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
