package io.limitrate.runtime;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ConfigurationReader;
import io.limitrate.http.PathPatterns;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds an application's configuration where nobody said which one it is. */
public final class Bootstrap {
  /** The file's name, at the root of the class path or in WEB-INF. */
  public static final String FILE = "limitrate.yaml";

  private Bootstrap() {}

  static Limitrate start(ClassLoader application) {
    return Limitrate.start(configuration(application));
  }

  /** The configuration on the class path, or the defaults under the system properties. */
  private static Configuration configuration(ClassLoader application) {
    try (InputStream yaml = application.getResourceAsStream(FILE)) {
      return read(yaml == null ? InputStream.nullInputStream() : yaml, "classpath:" + FILE);
    } catch (IOException e) {
      throw new ConfigurationException(List.of(FILE + ": cannot be read: " + e.getMessage()));
    }
  }

  /** Reads a configuration over the defaults and under the system properties. */
  public static Configuration read(InputStream yaml, String name) throws IOException {
    Configuration defaults = Configuration.builder().build();
    return ConfigurationReader.read(yaml, name, defaults, properties(), Bootstrap::checkPath);
  }

  private static void checkPath(String path) {
    PathPatterns.<String>builder().add(path, path);
  }

  private static Map<String, String> properties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("limitrate."))
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }
}
