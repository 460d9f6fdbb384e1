package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.limitrate.internal.servlet.WebDeployment;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log lines about the configuration when an application starts. */
class StartLogTest {
  private final WebApp app = new WebApp().servlet("/");
  private final Logger logger = Logger.getLogger("io.limitrate");
  private final Lines lines = new Lines();

  @TempDir private Path directory;

  @BeforeEach
  void listen() throws IOException {
    Files.createDirectory(directory.resolve("WEB-INF"));
    app.context().setBaseResourceAsPath(directory);
    app.context().setClassLoader(new URLClassLoader(new URL[0], getClass().getClassLoader()));
    logger.addHandler(lines);
  }

  @AfterEach
  void close() {
    logger.removeHandler(lines);
    app.close();
  }

  private void start(String yaml, int filters) throws Exception {
    Files.writeString(directory.resolve("WEB-INF/limitrate.yaml"), yaml);
    for (int i = 0; i < filters; i++) {
      app.context().addFilter(RateLimitFilter.class, "/*", WebApp.ALL);
    }
    app.start();
  }

  @Test
  void everyErrorIsLoggedOnceBeforeTheDeploymentFails() {
    AtomicReference<Throwable> later = new AtomicReference<>();
    ServletHolder jaxrs = new ServletHolder(new Asking(later));
    jaxrs.setInitOrder(1);
    app.context().addServlet(jaxrs, "/api/*");

    Throwable failure =
        catchThrowable(() -> start("polices: {}\nrules: [{ path: a, exempt: true }]\n", 2));

    assertThat(failure).isInstanceOf(ServletException.class);
    assertThat(failure)
        .asString()
        .contains("polices: unknown key", "1 more", RateLimitFilter.class.getName());
    assertThat(printed(failure) + printed(later.get())).containsOnlyOnce("polices");
    assertThat(lines.of(Level.SEVERE))
        .singleElement()
        .asString()
        .contains("2 errors", "polices: unknown key", "rules[0].path \"a\": must start");
  }

  @Test
  void everyWarningIsLoggedOnceWithTheContextPath() throws Exception {
    String path = app.context().getContextPath() + "/api/*";

    start(
        """
        policies: { api: { quotas: 100/1m }, mails: { quotas: 5/1m } }
        rules: [{ path: %s, policies: api }]
        """
            .formatted(path),
        2);

    assertThat(lines.of(Level.WARNING))
        .filteredOn(line -> line.contains("limitrate.yaml"))
        .hasSize(2)
        .anyMatch(line -> line.contains(":1: policies.mails: no rule applies the policy"))
        .anyMatch(line -> line.contains(":2: rules[0].path \"" + path + "\": begins with the"));
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Asks for the limiter when the application starts, as JAX-RS does. */
  private static final class Asking extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient AtomicReference<Throwable> failure;

    private Asking(AtomicReference<Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public void init() {
      failure.set(catchThrowable(() -> WebDeployment.runtime(getServletContext())));
    }
  }

  private static final class Lines extends Handler {
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    List<String> of(Level level) {
      return records.stream()
          .filter(logged -> logged.getLevel().equals(level))
          .map(new SimpleFormatter()::formatMessage)
          .toList();
    }

    @Override
    public void publish(LogRecord logged) {
      records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
