package io.limitrate.internal.interceptor;

import io.limitrate.annotation.RateLimited;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.Composed;
import io.limitrate.internal.declaration.MethodPlan;
import io.limitrate.internal.declaration.PerMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What is left to an interceptor of the plans of beans' methods. Thread-safe. */
final class BusinessMethods {
  /** Whether a method is woven is read from its class file, once. */
  private static final PerMethod<MethodPlan> PLANS = new PerMethod<>(BusinessMethods::read);

  private BusinessMethods() {}

  /**
   * The plan for a method when it is called on an object of the class, which may be one that the
   * container has derived from the bean's.
   */
  static MethodPlan plan(Class<?> type, Method method) {
    return PLANS.of(type, method).orElse(MethodPlan.UNLIMITED);
  }

  /** Whether annotations limit the method, rightly or wrongly, wherever they are. */
  static boolean limited(Class<?> type, Method method) {
    try {
      return isOurs(method) && !MethodPlan.of(type, method).unlimited();
    } catch (ConfigurationException e) {
      return true; // The first call says what is wrong.
    } catch (LinkageError e) {
      return false; // A class that is not there: no object of this one can exist.
    }
  }

  private static Optional<MethodPlan> read(Class<?> type, Method method) {
    return isOurs(method) && !Weaving.woven(method.getDeclaringClass(), method)
        ? Optional.of(MethodPlan.of(type, method))
        : Optional.empty();
  }

  /** A class's annotation is for its public methods, but for those that every object has. */
  private static boolean isOurs(Method method) {
    return Composed.has(method, RateLimited.class)
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
