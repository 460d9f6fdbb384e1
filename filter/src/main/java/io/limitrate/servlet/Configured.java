package io.limitrate.servlet;

import io.limitrate.config.ConfigurationException;
import io.limitrate.runtime.Bootstrap;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Starts a limiter from the file that a filter's init-param {@code config} names, or the usual one.
 */
final class Configured {
  private static final String CLASSPATH = "classpath:";
  private static final String WEB_INF = "/WEB-INF/";

  private Configured() {}

  /**
   * Starts a limiter.
   *
   * @param place the init-param: a path within the application, {@code classpath:} and a resource,
   *     or a file
   * @throws ServletException when there is no configuration, or it is wrong; with all errors
   */
  static Limitrate start(ServletContext context, @Nullable String place) throws ServletException {
    String name = place == null ? defaultPlace(context) : place.strip();
    try (InputStream yaml = open(context, name)) {
      if (yaml == null) {
        throw new ServletException("config \"" + name + "\": there is no such file");
      }
      return Limitrate.start(Bootstrap.read(yaml, name));
    } catch (IOException e) {
      throw new ServletException("config \"" + name + "\": cannot be read", e);
    } catch (ConfigurationException | IllegalArgumentException e) {
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static String defaultPlace(ServletContext context) throws ServletException {
    if (exists(open(context, WEB_INF + Bootstrap.FILE))) {
      return WEB_INF + Bootstrap.FILE;
    }
    if (exists(resource(Bootstrap.FILE))) {
      return CLASSPATH + Bootstrap.FILE;
    }
    throw new ServletException(
        """
        RateLimitFilter has no configuration, so it would limit nothing. Write WEB-INF/limitrate.yaml \
        (or limitrate.yaml on the class path, or name a file in the filter's init-param "config"), \
        for example:
          policies:
            api: { key: user | ip, quotas: 100/1m }
          rules:
            - { path: /*, policies: [api] }""");
  }

  private static boolean exists(@Nullable InputStream stream) throws ServletException {
    try (stream) {
      return stream != null;
    } catch (IOException e) {
      throw new ServletException(e);
    }
  }

  private static @Nullable InputStream open(ServletContext context, String place) {
    if (place.startsWith(CLASSPATH)) {
      return resource(place.substring(CLASSPATH.length()));
    }
    InputStream within = place.startsWith("/") ? context.getResourceAsStream(place) : null;
    return within != null ? within : file(place);
  }

  private static @Nullable InputStream resource(String name) {
    String relative = name.startsWith("/") ? name.substring(1) : name;
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return application != null
        ? application.getResourceAsStream(relative)
        : ClassLoader.getSystemResourceAsStream(relative);
  }

  private static @Nullable InputStream file(String place) {
    try {
      Path path = Path.of(place);
      return Files.isRegularFile(path) ? Files.newInputStream(path) : null;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }
}
