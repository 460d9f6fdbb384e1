package io.limitrate.internal.declaration;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.config.ConfigurationException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@link LoginProtected} and {@link LoginUsername}, each from the nearest method. */
final class LoginPlanReader {
  private final List<String> errors = new ArrayList<>();

  private LoginPlanReader() {}

  /**
   * Returns the plan for the method of an object of the class; empty when the method is not
   * protected.
   *
   * @throws ConfigurationException listing all errors of the method's annotations
   */
  static Optional<LoginPlan> read(Class<?> type, Method method) {
    MethodHierarchy hierarchy = MethodHierarchy.of(type, method);
    return hierarchy.methods().stream()
        .filter(m -> MetaAnnotations.has(m, LoginProtected.class))
        .findFirst()
        .map(m -> new LoginPlanReader().plan(m, hierarchy));
  }

  private LoginPlan plan(Method method, MethodHierarchy hierarchy) {
    List<LoginProtected> protections = MetaAnnotations.find(method, LoginProtected.class);
    if (protections.size() > 1) {
      error(method, "@LoginProtected", "is present twice, directly or as a meta-annotation");
    }
    String login = protections.get(0).value();
    if (!Modifier.isPublic(method.getModifiers())) {
      error(method, "@LoginProtected", "the method must be public, or only weaving would see it");
    }
    LoginPlan plan = new LoginPlan(place(method), login, username(hierarchy));
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return plan;
  }

  private OptionalInt username(MethodHierarchy hierarchy) {
    for (Method method : hierarchy.methods()) {
      OptionalInt position = username(method);
      if (position.isPresent()) {
        return position;
      }
    }
    return OptionalInt.empty();
  }

  private OptionalInt username(Method method) {
    OptionalInt found = OptionalInt.empty();
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isAnnotationPresent(LoginUsername.class)) {
        if (found.isPresent()) {
          error(method, "@LoginUsername", "two parameters are the username");
        }
        check(method, parameters[i].getType());
        found = OptionalInt.of(i);
      }
    }
    return found;
  }

  private void check(Method method, Class<?> type) {
    if (!ParameterReader.hasText(type)) {
      error(
          method,
          "@LoginUsername " + type.getSimpleName(),
          "the type has no toString() of its own, so that no two calls would be about one user");
    }
  }

  private void error(Method method, String annotation, String rule) {
    errors.add(place(method) + ": " + annotation + ": " + rule);
  }

  private static String place(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }
}
