package io.limitrate.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * The classes of {@code io.limitrate.tck.woven} without weaving. The build compiles them a second
 * time, into the directory unwoven-classes.
 */
final class Unwoven extends URLClassLoader {
  private static final String PACKAGE = "io.limitrate.tck.woven.";
  private static final Unwoven CLASSES = new Unwoven();

  private Unwoven() {
    super(new URL[] {directory()}, Unwoven.class.getClassLoader());
  }

  private static URL directory() {
    try {
      return Path.of("target", "unwoven-classes").toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the class of the same name that is not woven. */
  static Class<?> of(Class<?> woven) {
    try {
      return CLASSES.loadClass(woven.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(woven.getName(), e);
    }
  }

  /** Loads the classes of the package here, and all other classes by the parent. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PACKAGE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
