package io.limitrate.internal.application;

import io.limitrate.internal.path.ContextPath;

/**
 * A deployed application with its context path and its configuration. Two deployments are equal if
 * they belong to the same application.
 */
public interface Deployment extends ConfigurationSource {

  /** Returns the context path, which is the name of the application in its container. */
  ContextPath contextPath();
}
