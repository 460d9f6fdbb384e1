package io.limitrate.tck.load;

import io.limitrate.tck.FreePorts;
import io.limitrate.tck.container.PackageClasses;
import io.limitrate.tck.container.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server with a limiter, in a process of its own. Every server has the same JVM flags. */
public final class RunningServer implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-Djava.net.preferIPv4Stack=true");

  /** Limitrate and its libraries. */
  private static final Pattern LIMITRATE =
      Pattern.compile(
          ".*/(filter/target/.*|(limitrate-filter|ehcache|jcache|caffeine|config"
              + "|cache-api|jackson-core|snakeyaml-engine|slf4j-api|jakarta.inject-api)-[^/]*)");

  private final ServerProcess process;
  private final URI address;

  private RunningServer(ServerProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts the server, and returns when the server answers.
   *
   * @param perSecond the requests that the limiter permits each client in a second
   * @param directory for the log and the files of the server
   */
  public static RunningServer start(
      LoadServer server, Protection protection, int perSecond, Path directory) throws IOException {
    int port = FreePorts.find(1).get(0);
    List<String> arguments = new LoadSettings(protection, perSecond, port).arguments();
    return start(server.program(), server.jars(protection), arguments, port, directory);
  }

  /**
   * Starts a Tomcat whose servlet has a known capacity, and returns when the server answers.
   *
   * @param inFlight the most requests in flight; 0 for no load shedding
   */
  static RunningServer overloaded(int inFlight, Path directory) throws IOException {
    int port = FreePorts.find(1).get(0);
    List<String> arguments = List.of(Integer.toString(port), Integer.toString(inFlight));
    List<Path> jars = LoadServer.TOMCAT.jars(Protection.NONE);
    return start(OverloadProgram.class, jars, arguments, port, directory);
  }

  private static RunningServer start(
      Class<?> program, List<Path> jars, List<String> arguments, int port, Path directory)
      throws IOException {
    Path classes = Files.createTempDirectory(Files.createDirectories(directory), "classes");
    PackageClasses.copy(program, classes);
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.java());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", classPath(classes, jars)));
    command.add(program.getName());
    command.addAll(arguments);
    return new RunningServer(
        ServerProcess.start(
            new ProcessBuilder(command).directory(directory.toFile()),
            directory,
            LoadSettings.READY),
        URI.create("http://" + LoadSettings.HOST + ":" + port + "/api/text"));
  }

  private static String classPath(Path classes, List<Path> server) {
    return Stream.of(Stream.of(classes), server.stream(), limitrate())
        .flatMap(paths -> paths)
        .map(path -> path.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Stream<Path> limitrate() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(LIMITRATE.asMatchPredicate())
        .map(Path::of);
  }

  /** Returns where the servlet answers. */
  public URI address() {
    return address;
  }

  /** Returns the processor time that the server has used since its start. */
  public Duration processorTime() {
    return process.process().info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    process.close();
  }
}
