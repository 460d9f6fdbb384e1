package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.path.ContextPath;

/**
 * A deployed application with its context path and its configuration. Two deployments are equal if
 * they belong to the same application.
 */
public interface Deployment {

  /** Returns the context path, which is the name of the application in its container. */
  ContextPath contextPath();

  /**
   * Finds and reads the configuration of the application. Runs on the thread that first asks for
   * the limiter.
   *
   * @throws ConfigurationException when the configuration is missing or has errors
   */
  Configuration read();
}
