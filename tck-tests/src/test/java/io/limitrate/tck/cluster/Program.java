package io.limitrate.tck.cluster;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A Java program for a small separate JVM. Each method returns a changed copy. */
record Program(
    String mainClass,
    String classPath,
    List<String> options,
    List<String> arguments,
    Map<String, String> environment) {
  private static final String LOGGING = "java.util.logging.config.file";
  private static final String ALL = System.getProperty("java.class.path");

  /**
   * Options for a fast start and little output, and for the access of Hazelcast and Infinispan to
   * the JDK.
   */
  private static final List<String> USUAL =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Djava.net.preferIPv4Stack=true",
          "-Dhazelcast.logging.type=none",
          "-Dhazelcast.phone.home.enabled=false",
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  /** Returns a program with the whole class path of the test. */
  static Program of(Class<?> mainClass) {
    return new Program(mainClass.getName(), ALL, USUAL, List.of(), Map.of());
  }

  /** Returns a program with only the jars whose names start with a prefix. */
  static Program ofJars(String mainClass, String... jars) {
    Predicate<String> wanted =
        path -> Arrays.stream(jars).anyMatch(Path.of(path).getFileName().toString()::startsWith);
    String classPath =
        Arrays.stream(ALL.split(File.pathSeparator))
            .filter(wanted)
            .collect(Collectors.joining(File.pathSeparator));
    return new Program(mainClass, classPath, USUAL, List.of(), Map.of());
  }

  Program option(String option) {
    return new Program(mainClass, classPath, with(options, option), arguments, environment);
  }

  Program argument(Object argument) {
    return new Program(
        mainClass, classPath, options, with(arguments, argument.toString()), environment);
  }

  Program environment(Map<String, String> variables) {
    return new Program(mainClass, classPath, options, arguments, variables);
  }

  private static List<String> with(List<String> list, String more) {
    List<String> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }

  /** Returns the process to start. */
  ProcessBuilder process() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-D" + LOGGING + "=" + System.getProperty(LOGGING, ""));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().putAll(environment);
    return process;
  }
}
