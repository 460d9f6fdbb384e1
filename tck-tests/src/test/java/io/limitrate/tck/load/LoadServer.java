package io.limitrate.tck.load;

import io.limitrate.tck.container.Jars;
import java.nio.file.Path;
import java.util.List;

/** A server for load: the program that embeds the server, and the limiter that comes with it. */
public enum LoadServer {
  /** Tomcat with its RateLimitFilter. */
  TOMCAT("Tomcat", "RateLimitFilter, exact", TomcatProgram.class),
  /** Jetty with its DoSHandler. */
  JETTY("Jetty", "DoSHandler", JettyProgram.class),
  /** Spring Boot on Tomcat with bucket4j's starter. */
  SPRING_BOOT("Spring Boot", "bucket4j-spring-boot-starter", BootProgram.class);

  private final String title;
  private final String peer;
  private final Class<?> program;

  LoadServer(String title, String peer, Class<?> program) {
    this.title = title;
    this.peer = peer;
    this.program = program;
  }

  /** Returns the name of the server. */
  public String title() {
    return title;
  }

  /** Returns the name of a limiter on this server. */
  public String title(Protection protection) {
    return switch (protection) {
      case NONE -> "no limiter";
      case ANSWERS -> "no limiter, Limitrate's answers";
      case LIMITRATE_EHCACHE -> "Limitrate over Ehcache";
      case LIMITRATE_CAFFEINE -> "Limitrate over Caffeine";
      case PEER -> peer;
    };
  }

  Class<?> program() {
    return program;
  }

  /** Returns the jars of the server, and of the limiter if Limitrate does not bring it. */
  List<Path> jars(Protection protection) {
    return switch (this) {
      case TOMCAT -> Jars.copied("tomcat10");
      case JETTY -> Jars.copied("jetty-ee10");
      case SPRING_BOOT ->
          protection == Protection.PEER
              ? Jars.copied("tomcat10", "spring-boot", "bucket4j-starter")
              : Jars.copied("tomcat10", "spring-boot");
    };
  }
}
