package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedWarTest {

  @Test
  void startsAlthoughTheWarsLibrariesAreOnTheClassPathToo(@TempDir Path war) throws Exception {
    copy(WebContent.find(), war);
    Path libraries = Files.createDirectories(war.resolve("WEB-INF/lib"));
    for (String jar : jarsOfTheClassPath()) {
      Files.copy(Path.of(jar), libraries.resolve(Path.of(jar).getFileName()));
    }

    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SampleServer server = SampleServer.start(address, war)) {
      HttpRequest request =
          HttpRequest.newBuilder(server.address().resolve("/api/products/7")).build();
      assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).headers().map())
          .containsEntry("X-RateLimit-Limit", List.of("5"));
    }
  }

  private static List<String> jarsOfTheClassPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> entry.contains("jersey") || entry.contains("hk2"))
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
