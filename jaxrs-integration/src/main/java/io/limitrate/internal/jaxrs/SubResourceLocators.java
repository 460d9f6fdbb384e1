package io.limitrate.internal.jaxrs;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.MethodPlan;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Finds annotated sub-resource locators. JAX-RS runs no filter before a locator. */
public final class SubResourceLocators {
  private static final System.Logger LOG = System.getLogger("io.limitrate.jaxrs.RateLimitFeature");
  private static final ClassValue<Boolean> WARNED =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return warnOnce(type);
        }
      };

  private SubResourceLocators() {}

  /** Logs the locators of the class whose annotations have no effect. */
  public static void warn(Class<?> resource) {
    WARNED.get(resource);
  }

  private static boolean warnOnce(Class<?> type) {
    for (Method method : type.getMethods()) {
      if (locator(method) && annotated(method) && !Weaving.woven(type, method)) {
        LOG.log(
            Level.WARNING,
            "{0}.{1} is a sub-resource locator, which the JAX-RS feature cannot limit: its"
                + " @RateLimited or @LoginProtected does nothing. Weave the class, or annotate the"
                + " methods of the sub-resource",
            type.getName(),
            method.getName());
      }
    }
    return true;
  }

  private static boolean annotated(Method method) {
    return method.isAnnotationPresent(LoginProtected.class)
        || (method.getAnnotationsByType(RateLimited.class).length > 0
            && !MethodPlan.of(method.getDeclaringClass(), method).unlimited());
  }

  private static boolean locator(Method method) {
    return method.isAnnotationPresent(Path.class)
        && Arrays.stream(method.getAnnotations())
            .noneMatch(a -> a.annotationType().isAnnotationPresent(HttpMethod.class));
  }
}
