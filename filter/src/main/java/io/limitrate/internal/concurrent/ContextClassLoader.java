package io.limitrate.internal.concurrent;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs code on the current thread with another context class loader. */
public final class ContextClassLoader {
  private ContextClassLoader() {}

  /** Runs a task with this context class loader, and restores the former one. */
  public static void run(@Nullable ClassLoader context, Runnable task) {
    boolean unused =
        call(
            context,
            () -> {
              task.run();
              return true;
            });
  }

  /** Returns the result of work that runs with this context class loader. */
  public static <T> T call(@Nullable ClassLoader context, Supplier<T> work) {
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
