package io.limitrate.internal.declaration;

import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.Quotas.InFlight;
import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimited;
import io.limitrate.config.ConfigurationException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the annotations that apply to one method. Reports all errors in one exception. */
final class AnnotationReader {
  private final AnnotatedElement element;
  private final String place;
  private final Parameters parameters;
  private final List<String> errors;
  private final List<DeclaredLimit> limits = new ArrayList<>();
  private final Map<String, Long> costs = new LinkedHashMap<>();

  private AnnotationReader(AnnotatedElement element, Parameters parameters, List<String> errors) {
    this.element = element;
    this.place = place(element);
    this.parameters = parameters;
    this.errors = errors;
  }

  /**
   * Returns the plan for the method of an object of the class.
   *
   * @throws ConfigurationException listing all errors of the method's annotations
   */
  static MethodPlan read(Class<?> type, Method method) {
    MethodHierarchy hierarchy = MethodHierarchy.of(type, method);
    AnnotatedElement nearest = nearest(hierarchy);
    if (nearest == null) {
      return MethodPlan.UNLIMITED;
    }
    List<String> errors = new ArrayList<>();
    return new AnnotationReader(nearest, ParameterReader.read(hierarchy, nearest, errors), errors)
        .plan();
  }

  private static @Nullable AnnotatedElement nearest(MethodHierarchy hierarchy) {
    return Stream.concat(hierarchy.methods().stream(), hierarchy.types().stream())
        .filter(element -> limited(element) || exempt(element))
        .findFirst()
        .orElse(null);
  }

  private static boolean limited(AnnotatedElement element) {
    return MetaAnnotations.has(element, RateLimited.class);
  }

  private static boolean exempt(AnnotatedElement element) {
    return MetaAnnotations.has(element, RateLimitExempt.class);
  }

  private MethodPlan plan() {
    if (exempt(element)) {
      check(!limited(element), "@RateLimitExempt", "contradicts @RateLimited at the same place");
      check(
          parameters.isEmpty() || parameters.inherited(),
          "@RateLimitExempt",
          "contradicts the @RateLimitKey and @RateLimitCost parameters of the method");
    } else {
      MetaAnnotations.find(element, RateLimited.class).forEach(this::add);
      checkNames();
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return limits.isEmpty()
        ? MethodPlan.UNLIMITED
        : new MethodPlan(place, limits, parameters, costs);
  }

  private void add(RateLimited annotation) {
    String text = "@RateLimited(\"" + annotation.value() + "\")";
    check(annotation.cost() >= 0, text, "cost " + annotation.cost() + " must not be negative");
    if (annotation.value().isEmpty() == annotation.policy().isEmpty()) {
      errors.add(
          place + ": " + text + ": must have either quotas, such as \"100/1m\", or a policy");
    } else if (annotation.policy().isEmpty()) {
      addInline(annotation, text);
    } else {
      addConfigured(annotation);
    }
  }

  private void addConfigured(RateLimited annotation) {
    String text = "@RateLimited(policy = \"" + annotation.policy() + "\")";
    check(
        annotation.key().isEmpty(),
        text,
        "the key belongs to the configured policy: remove the key");
    check(
        annotation.algorithm() == Quota.Kind.TOKEN_BUCKET,
        text,
        "the algorithm belongs to the configured policy: remove the algorithm");
    if (annotation.cost() != 1) {
      costs.put(annotation.policy(), annotation.cost());
    }
    limits.add(new DeclaredLimit.Configured(place, annotation.policy()));
    checkCost(annotation, text);
  }

  private void addInline(RateLimited annotation, String text) {
    long units = annotation.cost();
    try {
      Policy.Builder policy = Policy.builder(nextName());
      policy.quotas(Quotas.parse(annotation.value(), annotation.algorithm()));
      policy.key(key(annotation.key()));
      limits.add(new DeclaredLimit.Inline(policy.cost(call -> units).build()));
      checkCost(annotation, text);
      checkAlgorithm(annotation, text);
      check(
          annotation.cost() < 2
              || !Quotas.parse(annotation.value()).list().stream()
                  .allMatch(InFlight.class::isInstance),
          text,
          "cost has no effect, because a call in flight takes one slot: remove the cost");
    } catch (IllegalArgumentException e) {
      errors.add(place + ": " + text + ": " + e.getMessage());
    }
  }

  /**
   * Checks that the cost has an effect. An annotation at a class may have a cost, because some
   * methods of the class may have no such parameter.
   */
  private void checkCost(RateLimited annotation, String text) {
    String policy = limits.get(limits.size() - 1).name();
    check(
        annotation.cost() == 1 || !(element instanceof Method) || !parameters.alwaysCost(policy),
        text,
        "cost "
            + annotation.cost()
            + " has no effect, because the @RateLimitCost parameter is the cost of each call:"
            + " remove one of the two");
  }

  private void checkAlgorithm(RateLimited annotation, String text) {
    Quota.Kind byDefault = Quota.Kind.TOKEN_BUCKET;
    String quotas = annotation.value();
    check(
        annotation.algorithm() == byDefault
            || !Quotas.parse(quotas, annotation.algorithm())
                .equals(Quotas.parse(quotas, byDefault)),
        text,
        "algorithm "
            + annotation.algorithm()
            + " has no effect, because each quota names its own: remove one of the two");
  }

  private String nextName() {
    return limits.isEmpty() ? place : place + "#" + (limits.size() + 1);
  }

  private KeySpec key(String text) {
    KeySpec key = KeySpec.parse(text.isEmpty() ? defaultKey() : text);
    if (key.mayReadBody()) {
      throw new IllegalArgumentException(
          "key \"" + text + "\": form: and json: are for rules, which see the request's body");
    }
    return key;
  }

  /** Returns the default key. The last alternative is for calls outside of HTTP. */
  private String defaultKey() {
    if (parameters.keys().isEmpty()) {
      return "user | ip";
    }
    String named =
        parameters.keys().keySet().stream()
            .map(name -> "param:" + name)
            .collect(Collectors.joining(" + "));
    return named + " + user | " + named + " + ip | " + named;
  }

  private void checkNames() {
    Set<String> names = new HashSet<>();
    for (DeclaredLimit limit : limits) {
      check(names.add(limit.name()), "@RateLimited", "names policy " + limit.name() + " twice");
    }
    checkCosts(names);
  }

  private void checkCosts(Set<String> names) {
    Set<String> own = parameters.costs().keySet();
    check(
        names.isEmpty() || !own.contains("") || !own.containsAll(names),
        "@RateLimitCost",
        "has no effect, because each policy of the method has a parameter of its own: remove it");
    for (String policy : own) {
      check(
          policy.isEmpty() || names.contains(policy),
          "@RateLimitCost(\"" + policy + "\")",
          "the method is limited by " + names);
    }
  }

  private void check(boolean holds, String annotation, String rule) {
    if (!holds) {
      errors.add(place + ": " + annotation + ": " + rule);
    }
  }

  private static String place(AnnotatedElement element) {
    if (!(element instanceof Method method)) {
      return ((Class<?>) element).getName();
    }
    String name = method.getDeclaringClass().getName() + "." + method.getName();
    return overloaded(method) ? name + parameterTypes(method) : name;
  }

  private static boolean overloaded(Method method) {
    return Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
            .filter(other -> other.getName().equals(method.getName()))
            .filter(other -> !other.isBridge() && limited(other))
            .count()
        > 1;
  }

  private static String parameterTypes(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", "(", ")"));
  }
}
