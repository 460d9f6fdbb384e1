package io.limitrate.bench;

import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import javax.cache.Cache;

/**
 * One measured start, which is the only one of its JVM.
 *
 * @param server what has run in the JVM before
 */
record StartCase(Server server, Started started) {
  /** The configuration file of the README. */
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

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final ClassLoadingMXBean CLASSES = ManagementFactory.getClassLoadingMXBean();

  enum Server {
    /** Tomcat has answered a request, so logging, JMX and lambdas are loaded. */
    TOMCAT,
    /** The unfavourable case: the filter is the first code to need them. */
    NONE
  }

  enum Started {
    NOTHING,
    BARE_CAFFEINE,
    BARE_EHCACHE,
    LIMITRATE_CAFFEINE,
    LIMITRATE_EHCACHE;

    private String provider() {
      return name().substring(name().indexOf('_') + 1).toLowerCase(Locale.ROOT);
    }
  }

  /** Starts the server, measures the start, prints the figures, and ends the JVM. */
  public static void main(String[] arguments) throws Exception {
    StartCase one = new StartCase(Server.valueOf(arguments[0]), Started.valueOf(arguments[1]));
    AutoCloseable server = one.server == Server.TOMCAT ? StartedTomcat.answering() : () -> {};
    try {
      System.out.println(one.measure().line());
    } finally {
      server.close();
    }
    System.exit(0);
  }

  private StartFigures measure() throws IOException, ServletException {
    StubApplication application = new StubApplication(YAML.formatted(started.provider()));
    StubRequest request = new StubRequest().next("198.51.100.7", "/api/products/7");
    StubResponse response = new StubResponse().next();
    THREADS.getCurrentThreadCpuTime();
    long classes = CLASSES.getTotalLoadedClassCount();
    long nanos = System.nanoTime();
    long processorNanos = THREADS.getCurrentThreadCpuTime();

    Filter filter = filter();
    filter.init(application);
    long initialized = THREADS.getCurrentThreadCpuTime();
    filter.doFilter(request, response, (servletRequest, servletResponse) -> {});

    StartFigures figures =
        new StartFigures(
            (System.nanoTime() - nanos) / 1e6,
            (initialized - processorNanos) / 1e6,
            (THREADS.getCurrentThreadCpuTime() - initialized) / 1e6,
            CLASSES.getTotalLoadedClassCount() - classes);
    if (filter instanceof RateLimitFilter && !response.containsHeader("X-RateLimit-Remaining")) {
      throw new IllegalStateException("the first request was not counted");
    }
    filter.destroy();
    return figures;
  }

  private Filter filter() {
    return switch (started) {
      case NOTHING -> (request, response, next) -> {};
      case BARE_CAFFEINE -> get(Caches.caffeine(String.class, String.class));
      case BARE_EHCACHE -> get(Caches.ehcache(String.class, String.class));
      case LIMITRATE_CAFFEINE, LIMITRATE_EHCACHE -> new RateLimitFilter();
    };
  }

  /** Returns a filter that looks an entry up. */
  private static Filter get(Cache<String, String> cache) {
    cache.put("key", "value");
    return (request, response, next) -> cache.get("key");
  }

  @Override
  public String toString() {
    String name = started.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return (server == Server.TOMCAT ? "after Tomcat: " : "first code: ") + name;
  }
}
