package io.limitrate.bench;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlets.DoSFilter;
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
 * A complete filter with one policy by address, a matching rule and the headers. The requests come
 * from 1,000 addresses in turn, and the application does nothing.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class FilterBenchmark {
  /** More requests a second than one thread sends, so that no request is rejected. */
  private static final int LIMIT = 1_000_000;

  /** Remaining counts below 1,024, whose texts are shared. */
  private static final String SMALL_COUNTS = LIMIT + "/1s burst 1000";

  /** Remaining counts that need a new text for each response. */
  private static final String LARGE_COUNTS = "1000000000/1m fixed-window";

  private static final int ADDRESSES = 1_000;

  /** The filter under test; {@code none} measures only the stubs. */
  @Param({
    "none",
    "limitrate-ehcache",
    "limitrate-caffeine",
    "limitrate-ehcache-large",
    "limitrate-caffeine-large",
    "limitrate-no-rule",
    "tomcat-exact",
    "tomcat-fast",
    "jetty"
  })
  String filter;

  private final String[] addresses = new String[ADDRESSES];
  private final StubRequest request = new StubRequest();
  private final StubResponse response = new StubResponse();
  private final FilterChain chain = (servletRequest, servletResponse) -> {};
  private Filter tested = (servletRequest, servletResponse, next) -> {};
  private int turn;

  /** Starts the filter. */
  @Setup(Level.Trial)
  public void start() throws ServletException {
    for (int i = 0; i < ADDRESSES; i++) {
      addresses[i] = "198.51." + (100 + i / 250) + "." + (i % 250);
    }
    tested =
        switch (filter) {
          case "limitrate-ehcache" -> limitrate("ehcache", "/api/*", SMALL_COUNTS);
          case "limitrate-caffeine" -> limitrate("caffeine", "/api/*", SMALL_COUNTS);
          case "limitrate-ehcache-large" -> limitrate("ehcache", "/api/*", LARGE_COUNTS);
          case "limitrate-caffeine-large" -> limitrate("caffeine", "/api/*", LARGE_COUNTS);
          case "limitrate-no-rule" -> limitrate("caffeine", "/other/*", SMALL_COUNTS);
          case "tomcat-exact" -> tomcat("org.apache.catalina.util.ExactRateLimiter");
          case "tomcat-fast" -> tomcat("org.apache.catalina.util.FastRateLimiter");
          case "jetty" -> init(new DoSFilter(), Map.of("maxRequestsPerSec", "10000"));
          default -> tested;
        };
  }

  /** Stops it. */
  @TearDown(Level.Trial)
  public void stop() {
    tested.destroy();
  }

  private static Filter limitrate(String provider, String path, String quota)
      throws ServletException {
    Policy policy = Policy.builder("api").key("ip").quotas(quota).build();
    return init(
        new RateLimitFilter(
            Limitrate.start(
                Configuration.builder()
                    .store(Caches.settings(provider, 10_000))
                    .limit(path, policy)
                    .build())),
        Map.of());
  }

  private static Filter tomcat(String limiter) throws ServletException {
    return init(
        new org.apache.catalina.filters.RateLimitFilter(),
        Map.of(
            "bucketRequests",
            "" + LIMIT,
            "bucketDuration",
            "60",
            "exposeHeaders",
            "true",
            "rateLimitClassName",
            limiter));
  }

  private static Filter init(Filter filter, Map<String, String> parameters)
      throws ServletException {
    FilterConfig config = StubFilterConfig.of(parameters);
    filter.init(config);
    return filter;
  }

  /** Sends one request through the filter. */
  @Benchmark
  public StubResponse request() throws IOException, ServletException {
    turn = turn + 1 == ADDRESSES ? 0 : turn + 1;
    tested.doFilter(request.next(addresses[turn], "/api/products/7"), response.next(), chain);
    return response;
  }
}
