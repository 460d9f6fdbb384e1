package io.limitrate.bench;

import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The start of a filter in a fresh JVM: from the container's call of {@code init} to the first
 * decision. Each fork measures one start. The configuration is the file of the README.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(20)
@State(Scope.Benchmark)
public class StartBenchmark {
  private static final String YAML =
      """
      policies:
        api: { key: user | ip, quotas: 100/1m }
      rules:
        - { path: /api/*, policies: [api] }
      logins:
        main: { paths: [/login], username: form:username, outcome: { success: [/home] } }
      store: { %s: {} }
      """;

  /**
   * The server that has answered a request before the filter starts. {@code none} is the
   * unfavourable case: the filter is the first code to use logging, lambdas and JMX.
   */
  @Param({"tomcat", "none"})
  String server;

  /** The measured start: a filter that does nothing, a bare cache, or Limitrate. */
  @Param({"nothing", "bare-caffeine", "bare-ehcache", "limitrate-caffeine", "limitrate-ehcache"})
  String started;

  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();
  private Filter filter = (servletRequest, servletResponse, next) -> {};
  private StubApplication application = new StubApplication("");
  private AutoCloseable running = () -> {};

  /** Starts the server. */
  @Setup(Level.Trial)
  public void prepare() throws Exception {
    application = new StubApplication(YAML.formatted(provider()));
    if (server.equals("tomcat")) {
      running = StartedTomcat.answering();
    }
  }

  private String provider() {
    return started.substring(started.indexOf('-') + 1);
  }

  /** Stops the filter and the server. */
  @TearDown(Level.Trial)
  public void stop() throws Exception {
    filter.destroy();
    running.close();
  }

  /** Starts the filter, and sends the first request through it. */
  @Benchmark
  public Object start() throws IOException, ServletException {
    if (started.startsWith("bare-")) {
      return firstGet();
    }
    if (started.startsWith("limitrate-")) {
      filter = new RateLimitFilter();
    }
    filter.init(application);
    filter.doFilter(
        request.next("198.51.100.7", "/api/products/7"),
        response.next(),
        (servletRequest, servletResponse) -> {});
    return response;
  }

  private Object firstGet() {
    Cache<String, String> cache =
        provider().equals("caffeine")
            ? Caches.caffeine(String.class, String.class)
            : Caches.ehcache(String.class, String.class);
    cache.put("key", "value");
    return cache.get("key");
  }
}
