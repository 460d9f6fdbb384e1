package io.limitrate.tck.container;

import io.limitrate.tck.Container;
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
final class Launched implements Container {
  private final ServerProcess server;
  private final Path answers;
  private final String address;
  private int answered;

  private Launched(ServerProcess server, Path answers) throws IOException {
    this.server = server;
    this.answers = answers;
    this.address = "http://127.0.0.1:" + nextAnswer("the port") + "/";
  }

  /**
   * Starts one.
   *
   * @param embedded the simple name of the class in the launcher's package
   * @param jars its class path, besides the launcher
   */
  static Launched start(String embedded, List<Path> jars, Path directory, List<String> options)
      throws IOException {
    Path answers = directory.resolve("answers");
    Files.createFile(answers);
    Path launcher = directory.resolve("launcher");
    LauncherClasses.copy(launcher);
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
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    order("deploy " + name + " " + war);
    return server.awaitApplication(URI.create(address + name));
  }

  @Override
  public void undeploy(String name) throws IOException {
    order("undeploy " + name);
  }

  private void order(String order) throws IOException {
    OutputStream orders = server.process().getOutputStream();
    orders.write((order + "\n").getBytes(StandardCharsets.UTF_8));
    orders.flush();
    String answer = nextAnswer(order);
    if (!answer.equals("done")) {
      throw new IOException(order + ": " + answer + "\n" + server.log());
    }
  }

  private String nextAnswer(String to) throws IOException {
    server.await(to, () -> answers().size() > answered);
    return answers().get(answered++);
  }

  /** Whole lines only. */
  private List<String> answers() {
    try {
      String all = Files.readString(answers);
      return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long pid() {
    return server.process().pid();
  }

  @Override
  public void close() {
    server.close();
  }
}
