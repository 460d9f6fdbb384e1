package io.limitrate.config;

/**
 * An object of the application that a container creates and destroys, such as a CDI bean. Two
 * components are equal when they stand for the same object.
 *
 * @param <T> the type under which the configuration asks for the object
 */
public interface Component<T> extends AutoCloseable {

  /**
   * Returns the class of the object, or the class that produces the object. The class is known
   * before the object exists.
   */
  Class<?> type();

  /** Returns whether a name in a configuration names this component. */
  boolean isNamed(String name);

  /**
   * Returns the object, which may be a proxy. Callers call this method once.
   *
   * @throws RuntimeException when the object cannot be created
   */
  T make();

  /** Destroys the object if the object lives only as long as the configuration. */
  @Override
  void close();
}
