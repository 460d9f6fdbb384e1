package io.limitrate.config;

import java.util.List;

/**
 * Where an application has components, besides its class path. Sources are services; {@code
 * io.limitrate.cdi} is the one for CDI beans. Thread-safe.
 */
public interface ComponentSource {

  /** Those of the thread's application that are of the type, always in the same order. */
  <T> List<Component<T>> find(Class<T> type);
}
