package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.MetaAnnotations;
import io.limitrate.internal.declaration.MethodCache;
import io.limitrate.internal.declaration.MethodPlan;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** Finds the plans of beans' methods that the interceptor enforces. Thread-safe. */
final class InterceptedMethods {
  /** Caches the plans, because the detection of weaving reads class files. */
  private static final MethodCache<MethodPlan> PLANS = new MethodCache<>(InterceptedMethods::read);

  private InterceptedMethods() {}

  /**
   * Returns the plan for a method of an object of the class. The container may have derived the
   * class from the bean's class.
   */
  static MethodPlan plan(Class<?> type, Method method) {
    return PLANS.of(type, method).orElse(MethodPlan.UNLIMITED);
  }

  /** Returns whether annotations limit the method. Returns {@code true} for invalid annotations. */
  static boolean limited(Class<?> type, Method method) {
    try {
      return isOurs(method) && !MethodPlan.of(type, method).unlimited();
    } catch (ConfigurationException e) {
      return true; // the first call reports the errors
    } catch (LinkageError e) {
      return false; // a class is missing, so no object of the bean's class can exist
    }
  }

  private static Optional<MethodPlan> read(Class<?> type, Method method) {
    return isOurs(method) && !Weaving.woven(method.getDeclaringClass(), method)
        ? Optional.of(MethodPlan.of(type, method))
        : Optional.empty();
  }

  /**
   * Returns whether the interceptor is responsible for the method. The annotation of a class
   * applies to its public methods, but not to the methods of {@code Object}.
   */
  private static boolean isOurs(Method method) {
    return MetaAnnotations.has(method, RateLimited.class)
        || (Modifier.isPublic(method.getModifiers()) && !ofEveryObject(method));
  }

  private static boolean ofEveryObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
