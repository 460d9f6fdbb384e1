package io.limitrate.runtime;

import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How class loaders are related. */
final class ClassLoaders {
  private ClassLoaders() {}

  /** The context class loader of the thread, else the system's. */
  static ClassLoader ofThread() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null ? context : Objects.requireNonNull(ClassLoader.getSystemClassLoader());
  }

  static boolean isAncestor(ClassLoader ancestor, ClassLoader loader) {
    return ancestor(loader, parent -> parent == ancestor) != null;
  }

  /** The nearest parent that is one of those; {@code null} if there is none. */
  static @Nullable ClassLoader ancestor(ClassLoader loader, Predicate<ClassLoader> wanted) {
    ClassLoader parent = loader.getParent();
    while (parent != null && !wanted.test(parent)) {
      parent = parent.getParent();
    }
    return parent;
  }
}
