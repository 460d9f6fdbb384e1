package io.limitrate.internal.interceptor;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Holds the names of the types of CDI beans. Thread-safe. */
public final class BeanTypes {
  /** Holds names, because a reference to a class would keep the application's class loader. */
  private static final Map<ClassLoader, Set<String>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private BeanTypes() {}

  /**
   * Adds the bean's class, superclasses and interfaces, because their annotations apply to the
   * bean.
   */
  static void add(@Nullable Class<?> bean) {
    if (bean != null && bean.getClassLoader() != null) {
      KNOWN
          .computeIfAbsent(bean.getClassLoader(), loader -> ConcurrentHashMap.newKeySet())
          .add(bean.getName());
      add(bean.getSuperclass());
      List.of(bean.getInterfaces()).forEach(BeanTypes::add);
    }
  }

  /**
   * Returns whether the type of this name belongs to a bean, whose methods the interceptor limits.
   */
  public static boolean contain(@Nullable ClassLoader loader, String name) {
    Set<String> names = loader == null ? null : KNOWN.get(loader);
    return names != null && names.contains(name);
  }
}
