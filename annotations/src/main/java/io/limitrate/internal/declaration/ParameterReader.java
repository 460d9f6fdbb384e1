package io.limitrate.internal.declaration;

import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads {@link RateLimitKey} and {@link RateLimitCost} from the nearest method that has one of
 * these annotations.
 */
final class ParameterReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._$-]+");
  private static final Set<Class<?>> INTEGERS =
      Set.of(
          long.class,
          Long.class,
          int.class,
          Integer.class,
          short.class,
          Short.class,
          byte.class,
          Byte.class);

  private final List<String> errors;
  private final Map<String, Integer> keys = new LinkedHashMap<>();
  private final Map<String, Integer> costs = new LinkedHashMap<>();
  private final Set<String> always = new HashSet<>();

  private ParameterReader(List<String> errors) {
    this.errors = errors;
  }

  static Parameters read(MethodHierarchy hierarchy, AnnotatedElement limited, List<String> errors) {
    ParameterReader reader = new ParameterReader(errors);
    boolean inherited = false;
    for (Method method : hierarchy.methods()) {
      reader.read(method);
      if (!reader.keys.isEmpty() || !reader.costs.isEmpty()) {
        return new Parameters(place(method), inherited, reader.keys, reader.costs, reader.always);
      }
      inherited |= method.equals(limited);
    }
    return Parameters.NONE;
  }

  private void read(Method method) {
    Parameter[] parameters = method.getParameters();
    for (int i = 0; i < parameters.length; i++) {
      RateLimitKey key = parameters[i].getAnnotation(RateLimitKey.class);
      if (key != null) {
        addKey(key, method, parameters[i], i);
      }
      RateLimitCost cost = parameters[i].getAnnotation(RateLimitCost.class);
      if (cost != null) {
        addCost(cost, method, parameters[i], i);
      }
    }
  }

  private void addKey(RateLimitKey key, Method method, Parameter parameter, int index) {
    String name = key.value().isEmpty() ? parameter.getName() : key.value();
    if (!NAME.matcher(name).matches()) {
      error(method, "@RateLimitKey(\"" + name + "\")", "the name must match " + NAME);
    }
    if (!hasText(parameter.getType())) {
      error(
          method,
          "@RateLimitKey " + parameter.getType().getSimpleName() + " " + name,
          "the type has no toString() of its own, so that no two calls would be counted together");
    }
    if (keys.put(name, index) != null) {
      error(method, "@RateLimitKey(\"" + name + "\")", "the name is taken by another parameter");
    }
  }

  private void addCost(RateLimitCost cost, Method method, Parameter parameter, int index) {
    String place = "@RateLimitCost " + parameter.getType().getSimpleName();
    if (!INTEGERS.contains(parameter.getType())) {
      error(method, place, "the type must be long, int, short, byte or one of their boxes");
    }
    for (String policy : cost.value().length == 0 ? new String[] {""} : cost.value()) {
      if (parameter.getType().isPrimitive()) {
        always.add(policy);
      }
      if (costs.put(policy, index) != null) {
        String of = policy.isEmpty() ? "all policies" : "policy " + policy;
        error(method, place, "another parameter is the cost of " + of + " already");
      }
    }
  }

  private void error(Method method, String annotation, String rule) {
    errors.add(place(method) + ": " + annotation + ": " + rule);
  }

  private static String place(Method method) {
    return method.getDeclaringClass().getName() + "." + method.getName();
  }

  /**
   * Returns whether the type overrides {@code toString()}. Returns {@code true} for an interface,
   * because the argument's class may override the method.
   */
  static boolean hasText(Class<?> type) {
    if (type.isPrimitive() || type.isInterface()) {
      return true;
    }
    try {
      return type.getMethod("toString").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(type.getName(), e);
    }
  }
}
