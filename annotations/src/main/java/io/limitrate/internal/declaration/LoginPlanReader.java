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
   * The plan for the method when it is called on an object of the class.
   *
   * @throws ConfigurationException listing all that is wrong with its annotations
   */
  static Optional<LoginPlan> read(Class<?> type, Method method) {
    Hierarchy hierarchy = Hierarchy.of(type, method);
    return hierarchy.methods().stream()
        .filter(m -> Composed.has(m, LoginProtected.class))
        .findFirst()
        .map(m -> new LoginPlanReader().plan(m, hierarchy));
  }

  private LoginPlan plan(Method method, Hierarchy hierarchy) {
    List<LoginProtected> protections = Composed.find(method, LoginProtected.class);
    if (protections.size() > 1) {
      error(method, "@LoginProtected", "is there twice, itself or by other annotations");
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

  private OptionalInt username(Hierarchy hierarchy) {
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
