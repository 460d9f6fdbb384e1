package io.limitrate.internal.application;

import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares class loaders. */
final class ClassLoaders {
  private ClassLoaders() {}

  /** Returns the context class loader of the thread, else the system class loader. */
  static ClassLoader ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Objects.requireNonNull(ClassLoader.getSystemClassLoader());
  }

  static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
    return ancestor(loader, parent -> parent == ancestor) != null;
  }

  /** Returns the nearest parent that fulfils the condition; {@code null} if there is none. */
  static @Nullable ClassLoader ancestor(ClassLoader loader, Predicate<ClassLoader> wanted) {
    ClassLoader parent = loader.getParent();
    while (parent != null && !wanted.test(parent)) {
      parent = parent.getParent();
    }
    return parent;
  }

  /**
   * Returns the descendant among the given class loaders; {@code null} if none or several exist.
   */
  static @Nullable ClassLoader onlyDescendant(ClassLoader loader, Set<ClassLoader> among) {
    ClassLoader only = null;
    for (ClassLoader other : among) {
      if (isAncestor(loader, other)) {
        if (only != null) {
          return null;
        }
        only = other;
      }
    }
    return only;
  }
}
