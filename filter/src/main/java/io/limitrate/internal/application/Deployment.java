package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ContextPath;

/**
 * An application as its container shows it: its context path, and its configuration. Deployments
 * are equal if they are of one application.
 */
public interface Deployment {

  /** The context path of the application, which is its name in its container. */
  ContextPath contextPath();

  /**
   * Finds and reads the application's configuration. Called on the thread that asks for the limiter
   * first.
   *
   * @throws ConfigurationException when the configuration is missing or has errors
   */
  Configuration read();
}
