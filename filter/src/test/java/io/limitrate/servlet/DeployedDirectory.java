package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A web application in a directory with its own class loader. */
public abstract class DeployedDirectory {
  public static final String ONE_AN_HOUR =
      """
      store: { caffeine: { maxEntries: 1000 } }
      policies:
        site: { key: ip, quotas: 1/1h }
      rules:
        - { path: /*, policies: [site] }
      """;

  private final WebApp app = new WebApp().servlet("/");

  @TempDir private Path directory;

  @BeforeEach
  public void application() throws IOException {
    Files.createDirectory(directory.resolve("WEB-INF"));
    app.context().setBaseResourceAsPath(directory);
    URL[] classes = {Files.createDirectory(directory.resolve("classes")).toUri().toURL()};
    app.context().setClassLoader(new URLClassLoader(classes, getClass().getClassLoader()));
  }

  @AfterEach
  public void close() {
    app.close();
  }

  public WebApp app() {
    return app;
  }

  public void write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  public WebApp filter(Map<String, String> initParams) {
    FilterHolder holder = new FilterHolder(RateLimitFilter.class);
    holder.setInitParameters(initParams);
    app.context().addFilter(holder, "/*", WebApp.ALL);
    return app;
  }

  public void assertOneRequestPasses() {
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(429);
  }
}
