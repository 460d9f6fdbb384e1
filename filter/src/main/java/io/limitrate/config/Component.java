package io.limitrate.config;

/**
 * An object of the application that others make and end, such as a CDI bean. Equal to all that
 * stand for the same one.
 *
 * @param <T> what it is asked for as
 */
public interface Component<T> extends AutoCloseable {

  /** The class that it is of, or in which it is produced; known before it is made. */
  Class<?> type();

  /** Whether a configuration that says this name means it. */
  boolean isNamed(String name);

  /**
   * The object, which may be a proxy; asked for once.
   *
   * @throws RuntimeException when it cannot be made
   */
  T make();

  /** Ends the object, as far as it lives for the configuration alone. */
  @Override
  void close();
}
