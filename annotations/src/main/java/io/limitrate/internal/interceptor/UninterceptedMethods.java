package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.MetaAnnotations;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Finds annotated methods of beans that CDI does not intercept. */
final class UninterceptedMethods {
  private static final System.Logger LOG = System.getLogger(InterceptorExtension.class.getName());

  private UninterceptedMethods() {}

  /** Logs the methods of the bean whose annotations have no effect. */
  static void warn(Class<?> bean) {
    for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isUnintercepted(method)
            && MetaAnnotations.has(method, RateLimited.class)
            && !Weaving.woven(type, method)) {
          warn(type, method);
        }
      }
    }
  }

  private static boolean isUnintercepted(Method method) {
    return Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers());
  }

  private static void warn(Class<?> type, Method method) {
    LOG.log(
        Level.WARNING,
        "{0}.{1}: @RateLimited limits nothing, because CDI intercepts no private and no static"
            + " method. Weave the class, or annotate a method that other beans call",
        type.getName(),
        method.getName());
  }
}
