package io.limitrate.internal.interceptor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which types are those of beans, as far as CDI has said so. Thread-safe. */
public final class Beans {
  /** Names, because an application's class must not be kept. */
  private static final Map<ClassLoader, Set<String>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Beans() {}

  /** A bean has the annotations of its superclasses and interfaces too. */
  static void add(@Nullable Class<?> bean) {
    if (bean != null && bean.getClassLoader() != null) {
      KNOWN
          .computeIfAbsent(bean.getClassLoader(), loader -> ConcurrentHashMap.newKeySet())
          .add(bean.getName());
      add(bean.getSuperclass());
      List.of(bean.getInterfaces()).forEach(Beans::add);
    }
  }

  /** Whether the type of this name is a bean's, whose methods the interceptor limits. */
  public static boolean contain(@Nullable ClassLoader loader, String name) {
    Set<String> names = loader == null ? null : KNOWN.get(loader);
    return names != null && names.contains(name);
  }
}
