package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.container.launcher.BootApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.loader.tools.Libraries;
import org.springframework.boot.loader.tools.Repackager;

/**
 * Deploys applications that contain their container: each application is an executable WAR in a
 * separate process.
 */
final class SpringBoot implements Container {
  private final Path directory;
  private final List<String> options;
  private final Map<String, ServerProcess> applications = new HashMap<>();

  SpringBoot(Path directory, List<String> options) {
    this.directory = directory;
    this.options = options;
  }

  @Override
  public URI deploy(String name, Path war) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    List<String> command = new ArrayList<>();
    command.add(ServerProcess.java());
    command.addAll(options);
    command.addAll(
        List.of(
            "-jar",
            executable(war, home).toString(),
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--server.servlet.register-default-servlet=true",
            "--spring.mvc.servlet.path=/mvc",
            "--spring.mvc.formcontent.filter.enabled=false",
            "--server.servlet.context-path=/" + name));
    ServerProcess process =
        ServerProcess.start(new ProcessBuilder(command).directory(home.toFile()), home);
    applications.put(name, process);
    String port = port(process, home);
    return process.awaitApplication(URI.create("http://127.0.0.1:" + port + "/" + name));
  }

  /** Returns the executable WAR that Spring Boot's Maven plugin would create. */
  private static Path executable(Path war, Path home) throws IOException {
    Path whole = Files.copy(war, home.resolve("whole.war"));
    try (FileSystem zip = FileSystems.newFileSystem(whole)) {
      PackageClasses.copy(BootApplication.class, zip.getPath("WEB-INF/classes"));
    }
    Path executable = home.resolve("executable.war");
    Repackager repackager = new Repackager(whole.toFile());
    repackager.setMainClass(BootApplication.class.getName());
    repackager.repackage(executable.toFile(), Libraries.NONE);
    return executable;
  }

  private static String port(ServerProcess process, Path home) {
    Path file = home.resolve(BootApplication.PORT);
    process.await("the port", () -> !written(file).isEmpty());
    return written(file);
  }

  private static String written(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void undeploy(String name) {
    applications.remove(name).close();
  }

  @Override
  public String log() {
    return applications.values().stream().map(ServerProcess::log).collect(Collectors.joining());
  }

  /** Throws an exception, because each application has its own process. */
  @Override
  public long pid() {
    throw new UnsupportedOperationException("each application is a process of its own");
  }

  @Override
  public void close() {
    applications.values().forEach(ServerProcess::close);
    applications.clear();
  }
}
