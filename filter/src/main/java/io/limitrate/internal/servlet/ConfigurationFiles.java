package io.limitrate.internal.servlet;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.application.MisplacedFile;
import io.limitrate.internal.application.OperatorPlace;
import io.limitrate.internal.yaml.Components;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and reads the configuration file of a web application. */
final class ConfigurationFiles {
  private static final String WEB_INF = "/WEB-INF/";
  private static final List<String> DIRECTORIES = List.of(WEB_INF, Bootstrap.CLASS_PATH);

  private final ServletContext context;

  ConfigurationFiles(ServletContext context) {
    this.context = context;
  }

  /**
   * Returns the first default place that has a file; {@code none} if no place has a file.
   *
   * @throws ConfigurationException when a file has the name {@code limitrate.yml}
   */
  String usual() {
    for (String directory : DIRECTORIES) {
      if (exists(directory + Bootstrap.FILE)) {
        return directory + Bootstrap.FILE;
      }
    }
    for (String directory : DIRECTORIES) {
      String mistaken = directory + Bootstrap.MISTAKEN;
      Bootstrap.checkMistaken(exists(mistaken), mistaken);
    }
    return Bootstrap.NONE;
  }

  private boolean exists(String place) {
    try (InputStream stream = open(place)) {
      return stream != null;
    } catch (IOException e) {
      throw unreadable(new ConfigurationPlace(place, ""), e);
    }
  }

  /** Returns the message about a configuration file at a place that Limitrate does not read. */
  Optional<String> misplaced() {
    return MisplacedFile.ofApplication(this::isInApplication);
  }

  private boolean isInApplication(String place) {
    try (InputStream stream = inApplication(place)) {
      return stream != null;
    } catch (IOException e) {
      throw unreadable(new ConfigurationPlace(place, ""), e);
    }
  }

  /**
   * Reads the configuration at a place.
   *
   * @throws ConfigurationException when the file is missing or has errors; lists all errors
   */
  Configuration read(ConfigurationPlace place, Components objects) {
    return Bootstrap.read(place.name(), () -> open(place.name()), place::error, objects);
  }

  /** Returns the file at a place; empty if the place is in the application or has no file. */
  Optional<Path> file(ConfigurationPlace place) {
    return isInApplication(place.name()) ? Optional.empty() : outside(place.name());
  }

  private static ConfigurationException unreadable(ConfigurationPlace place, IOException e) {
    return place.error("cannot be read: " + e.getMessage());
  }

  private @Nullable InputStream open(String place) throws IOException {
    InputStream within = inApplication(place);
    if (within != null) {
      return within;
    }
    Optional<Path> file = outside(place);
    return file.isPresent() ? Files.newInputStream(file.get()) : null;
  }

  private @Nullable InputStream inApplication(String place) {
    if (place.startsWith(Bootstrap.CLASS_PATH)) {
      return resource(place.substring(Bootstrap.CLASS_PATH.length()));
    }
    return place.startsWith("/") ? context.getResourceAsStream(place) : null;
  }

  private static @Nullable InputStream resource(String name) {
    String relative = name.startsWith("/") ? name.substring(1) : name;
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return application != null
        ? application.getResourceAsStream(relative)
        : ClassLoader.getSystemResourceAsStream(relative);
  }

  private static Optional<Path> outside(String place) {
    return place.startsWith(Bootstrap.CLASS_PATH) ? Optional.empty() : OperatorPlace.file(place);
  }
}
