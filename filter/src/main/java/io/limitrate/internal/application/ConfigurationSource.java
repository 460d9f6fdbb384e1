package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.yaml.Components;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the configuration of an application, at the start and at each reload. */
public interface ConfigurationSource {

  /**
   * Finds and reads the configuration. Runs on a thread with the context class loader of the
   * application.
   *
   * @param objects the objects that this and earlier readings have created
   * @throws ConfigurationException when the configuration is missing or has errors
   */
  Configuration read(Components objects);

  /** Returns the file that is read, if it is outside of the application's archive. */
  Optional<Path> file();
}
