package io.limitrate.tck.container;

import io.limitrate.tck.container.launcher.Launcher;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A container that a {@link Launcher} embeds. */
final class Launched extends ServerContainer {
  private final Path answers;
  private int answered;

  /** Reads the port from the launcher's first answer. */
  private Launched(ServerProcess server, Path answers) {
    super(server, Integer.parseInt(answer(server, answers, 0, "the port")));
    this.answers = answers;
    this.answered = 1;
  }

  /**
   * Starts a container.
   *
   * @param embedded the simple name of the class in the launcher's package
   * @param jars the jars of the class path, besides the launcher
   */
  static Launched start(String embedded, List<Path> jars, Path directory, List<String> options)
      throws IOException {
    Path answers = directory.resolve("answers");
    Files.createFile(answers);
    Path launcher = directory.resolve("launcher");
    PackageClasses.copy(Launcher.class, launcher);
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.java());
    command.add("-Xmx512m");
    command.addAll(options);
    command.add("-cp");
    command.add(
        Stream.concat(Stream.of(launcher), jars.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of(Launcher.class.getName(), embedded, answers.toString()));
    ServerProcess server = ServerProcess.start(new ProcessBuilder(command), directory);
    try {
      return new Launched(server, answers);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    order("deploy " + name + " " + war);
    return server().awaitApplication(root(name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    order("undeploy " + name);
  }

  private void order(String order) throws IOException {
    OutputStream orders = server().process().getOutputStream();
    orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
    orders.flush();
    String answer = answer(server(), answers, answered++, order);
    if (!answer.equals("done")) {
      throw new IOException(order + ": " + answer + "\n" + server().log());
    }
  }

  private static String answer(ServerProcess server, Path answers, int number, String to) {
    server.await(to, () -> lines(answers).size() > number);
    return lines(answers).get(number);
  }

  /** Returns the answers, without an incomplete last line. */
  private static List<String> lines(Path answers) {
    try {
      String all = Files.readString(answers);
      return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
