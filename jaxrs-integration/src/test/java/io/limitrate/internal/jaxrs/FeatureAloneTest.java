package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.spi.LoadSignal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with the JAX-RS feature and without the servlet filter. */
class FeatureAloneTest {
  private final Logger logger = Logger.getLogger(Application.class.getName());
  private final Lines lines = new Lines();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir private Path directory;

  @BeforeEach
  void open() {
    Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[0], before));
    logger.addHandler(lines);
  }

  @AfterEach
  void close() {
    logger.removeHandler(lines);
    ApplicationRuntime left = ApplicationRuntime.find();
    if (left != null) {
      left.close();
    }
    Thread.currentThread().setContextClassLoader(before);
  }

  private void write(String yaml) throws IOException {
    Files.createDirectory(directory.resolve("WEB-INF"));
    Files.writeString(directory.resolve("WEB-INF/limitrate.yaml"), yaml);
  }

  @Test
  void saysWhatItEnforces() throws Exception {
    write("policies: { mine: { key: ip, quotas: 1/1h } }");
    RestApplication application = RestApplication.in(directory, Products.class);

    assertThat(lines.texts.get(0))
        .startsWith("Limitrate is on for /, configured by /WEB-INF/limitrate.yaml")
        .contains("policy mine: 1/1h per ip");
    assertThat(lines.texts)
        .anyMatch(line -> line.startsWith("Limitrate enforces an annotation: policy "));
    application.close();
  }

  @Test
  void rejectsADeniedCallerAlsoWhereNoAnnotationLimits() throws Exception {
    write("deny: { apikeys: bad }");
    RestApplication application = RestApplication.in(directory, Products.class, Free.class);

    assertThat(application.get("/products", "X-Api-Key", "bad").statusCode()).isEqualTo(403);
    assertThat(application.get("/free", "X-Api-Key", "bad").statusCode()).isEqualTo(403);
    assertThat(application.get("/free").statusCode()).isEqualTo(200);
    application.close();
  }

  @Test
  void limitsNoAllowedCaller() throws Exception {
    write("allow: { apikeys: good }");
    RestApplication application = RestApplication.in(directory, Products.class);

    for (int i = 0; i < 3; i++) {
      assertThat(application.get("/products", "X-Api-Key", "good").statusCode()).isEqualTo(200);
    }
    assertThat(application.statuses(3, "/products")).containsExactly(200, 200, 429);
    application.close();
  }

  /** A resource that is full at each reading. */
  public static final class Full implements LoadSignal {
    @Override
    public double load() {
      return 1;
    }
  }

  @Test
  void shedsBySignalsAlsoWhereNoAnnotationLimits() throws Exception {
    write(
        """
        shedding: { in-flight: 1, signals: { "%s": 50%% } }
        priorities: { calls: [{ path: /products/*, class: critical }] }
        """
            .formatted(Full.class.getName()));
    RestApplication application = RestApplication.in(directory, Products.class, Free.class);

    awaitShed(application);

    assertThat(application.get("/products").statusCode()).isEqualTo(200);
    application.close();
  }

  @Test
  void shedsNoPreflight() throws Exception {
    write(
        """
        shedding: { signals: { "%s": 50%% } }
        priorities: { calls: [{ path: /products/*, class: critical }] }
        """
            .formatted(Full.class.getName()));
    RestApplication application = RestApplication.in(directory, Products.class, Free.class);
    awaitShed(application);

    assertThat(application.preflight("/free").statusCode()).isEqualTo(204);
    application.close();
  }

  /** The timer of the signals runs in real time. */
  private static void awaitShed(RestApplication application) throws Exception {
    Instant end = Instant.now().plusSeconds(30);
    while (application.get("/free").statusCode() != 503) {
      assertThat(Instant.now()).isBefore(end);
    }
  }

  /** A resource without limits. */
  @jakarta.ws.rs.Path("free")
  public static final class Free {
    @GET
    public String get() {
      return "free";
    }

    @OPTIONS
    public void preflight() {}
  }

  @Test
  void needsNoFile() throws Exception {
    RestApplication application = RestApplication.in(directory, Products.class);

    assertThat(application.statuses(3, "/products")).containsExactly(200, 200, 429);
    application.close();
  }

  @Test
  void doesNotStartWithALimiterThatIgnoresItsFile() throws Exception {
    write("policies: { mine: { key: ip, quotas: 1/1h } }");
    ApplicationRuntime.current(FeatureAloneTest.class);

    assertThatThrownBy(() -> RestApplication.in(directory, Products.class))
        .hasStackTraceContaining("configuration /WEB-INF/limitrate.yaml: would be ignored");
  }

  private static final class Lines extends Handler {
    private final List<String> texts = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      texts.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
