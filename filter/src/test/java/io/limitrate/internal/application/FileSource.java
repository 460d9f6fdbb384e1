package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.internal.yaml.Components;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A configuration file of a test, which messages call limits.yaml. */
record FileSource(Path place, boolean watched) implements ConfigurationSource {
  @Override
  public Configuration read(Components objects) {
    try {
      byte[] yaml = Files.readAllBytes(place);
      return Bootstrap.read(new ByteArrayInputStream(yaml), "limits.yaml", objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Path> file() {
    return Optional.of(place).filter(file -> watched);
  }
}
