package io.limitrate.internal.application;

import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

  /** {@code null} if none of them is a descendant, and if several are: nothing tells which. */
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

  /** Does the work on a thread whose context class loader is this one. */
  static <T> T on(ClassLoader context, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(context);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
