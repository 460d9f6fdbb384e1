package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.yaml.Components;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an application that is not a web application: the place that the operator
 * names, else the file on the class path.
 */
record PlainSource(ClassLoader application) implements ConfigurationSource {

  @Override
  public Configuration read(Components objects) {
    Optional<OperatorPlace> named = OperatorPlace.find(ContextPath.ROOT);
    if (named.isEmpty()) {
      return Bootstrap.classPath(application, objects);
    }
    OperatorPlace place = named.get();
    return Bootstrap.read(
        place.name(), () -> open(place.name()), rule -> error(place, rule), objects);
  }

  private @Nullable InputStream open(String name) throws IOException {
    if (name.startsWith(Bootstrap.CLASS_PATH)) {
      return application.getResourceAsStream(name.substring(Bootstrap.CLASS_PATH.length()));
    }
    Optional<Path> file = OperatorPlace.file(name);
    return file.isPresent() ? Files.newInputStream(file.get()) : null;
  }

  private static ConfigurationException error(OperatorPlace place, String rule) {
    return new ConfigurationException(
        List.of(place.setting() + " \"" + place.name() + "\": " + rule));
  }

  @Override
  public Optional<Path> file() {
    return OperatorPlace.find(ContextPath.ROOT).flatMap(place -> OperatorPlace.file(place.name()));
  }
}
