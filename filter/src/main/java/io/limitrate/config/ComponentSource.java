package io.limitrate.config;

import java.util.List;

/**
 * Finds components of an application that its class path does not list. {@link
 * java.util.ServiceLoader} loads the sources; Limitrate's own source finds CDI beans. Thread-safe.
 */
public interface ComponentSource {

  /**
   * Returns the components of the type in the application of the current thread, always in the same
   * order.
   */
  <T> List<Component<T>> find(Class<T> type);
}
