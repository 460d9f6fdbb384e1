package io.limitrate.internal.application;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import java.util.List;

/** A place in the application's code that is limited, such as an annotated method. */
public interface Declaration {

  /**
   * Works out the policies of this place in the application.
   *
   * @throws ConfigurationException when what is declared does not fit what is configured
   */
  List<Policy> policies(Application application);
}
