package io.limitrate.runtime;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;

/**
 * An application as its container shows it: its name, and its configuration. Deployments are equal
 * if they are of one application.
 */
public interface Deployment {

  /** The name of the application in its container, such as its context path {@code /shop}. */
  String name();

  /**
   * Finds and reads the application's configuration. Called on the thread of whoever asks for the
   * limiter first.
   *
   * @throws ConfigurationException when the configuration is missing or has errors
   */
  Configuration read();
}
