package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.Composed;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Looks for annotated methods of beans that CDI does not intercept. */
final class Unintercepted {
  private static final System.Logger LOG = System.getLogger(InterceptorExtension.class.getName());

  private Unintercepted() {}

  /** Says in the log which methods of the bean are annotated in vain. */
  static void warn(Class<?> bean) {
    for (Class<?> type = bean; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isUnintercepted(method)
            && Composed.has(method, RateLimited.class)
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
