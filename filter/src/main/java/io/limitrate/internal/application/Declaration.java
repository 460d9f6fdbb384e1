package io.limitrate.internal.application;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import java.util.List;

/**
 * A place in the application's code that is limited or protected, such as an annotated method. A
 * reload computes the known declarations again.
 */
public interface Declaration {

  /**
   * Computes the policies of this place in an application.
   *
   * @throws ConfigurationException when the declaration contradicts the configuration
   */
  List<Policy> policies(Application application);
}
