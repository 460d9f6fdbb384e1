package io.limitrate.internal.declaration;

import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.Declaration;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The policies that limit a method, and the parameters that the policies use.
 *
 * <p>Immutable and thread-safe. A plan is read once and lives as long as its class.
 */
public final class MethodPlan implements Declaration {
  /** The plan of a method without limits. */
  public static final MethodPlan UNLIMITED =
      new MethodPlan("", List.of(), Parameters.NONE, Map.of());

  private static final MethodCache<MethodPlan> PLANS = new MethodCache<>(MethodPlan::read);

  private final String place;
  private final List<DeclaredLimit> limits;
  private final Parameters parameters;
  private final Map<String, Long> costs;

  MethodPlan(
      String place, List<DeclaredLimit> limits, Parameters parameters, Map<String, Long> costs) {
    this.place = place;
    this.limits = List.copyOf(limits);
    this.parameters = parameters;
    this.costs = Map.copyOf(costs);
  }

  /**
   * Returns the plan for a method of an object of the class.
   *
   * @throws ConfigurationException listing all errors of the method's annotations
   */
  public static MethodPlan of(Class<?> type, Method method) {
    return PLANS.of(type, method).orElse(UNLIMITED);
  }

  private static Optional<MethodPlan> read(Class<?> type, Method method) {
    return Optional.of(AnnotationReader.read(type, method)).filter(plan -> !plan.unlimited());
  }

  /** Returns whether no annotation limits the method. */
  public boolean unlimited() {
    return limits.isEmpty();
  }

  /**
   * Returns the policies that the application enforces. Callers use {@link Application#policies},
   * which caches the policies.
   *
   * @throws ConfigurationException when a policy is not configured, when a policy's key names a
   *     parameter that the method lacks, or when no key names a parameter of the method
   */
  @Override
  public List<Policy> policies(Application application) {
    List<String> errors = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    for (DeclaredLimit limit : limits) {
      try {
        policies.add(limit.policy(application));
      } catch (ConfigurationException e) {
        errors.addAll(e.errors());
      }
    }
    policies.forEach(policy -> checkKey(policy, errors));
    if (errors.isEmpty() && !parameters.inherited()) {
      checkParameters(policies, errors);
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return List.copyOf(policies);
  }

  private void checkKey(Policy policy, List<String> errors) {
    for (String name : policy.key().names("param")) {
      if (!parameters.keys().containsKey(name)) {
        errors.add(
            place
                + ": policy "
                + policy.name()
                + ": its key names param:"
                + name
                + ", and the method has no such @RateLimitKey parameter");
      }
    }
  }

  /**
   * Checks that a key uses each parameter. The key of a policy in the file may leave out parameters
   * that the annotation's own key names.
   */
  private void checkParameters(List<Policy> policies, List<String> errors) {
    Set<KeySpec> keys =
        Stream.concat(limits.stream().flatMap(DeclaredLimit::declared), policies.stream())
            .map(Policy::key)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : parameters.keys().keySet()) {
      if (keys.stream().noneMatch(key -> key.names("param").contains(name))) {
        errors.add(
            parameters.place()
                + ": @RateLimitKey(\""
                + name
                + "\"): has no effect, because no limit of the method counts by it (their keys: "
                + keys.stream().map(KeySpec::toString).collect(Collectors.joining(", "))
                + "); add param:"
                + name
                + " to a key, leave out the key of @RateLimited, or remove @RateLimitKey");
      }
    }
  }

  /** Returns the positions of the parameters that the policy uses, in ascending order. */
  public Set<Integer> arguments(Policy policy) {
    Set<Integer> positions = new TreeSet<>();
    parameters
        .keys()
        .forEach(
            (name, position) -> {
              if (policy.key().names("param").contains(name)) {
                positions.add(position);
              }
            });
    Integer cost = costArgument(policy);
    if (cost != null) {
      positions.add(cost);
    }
    return positions;
  }

  /** Returns the position of the key parameter of that name, or {@code null}. */
  public @Nullable Integer keyArgument(String name) {
    return parameters.keys().get(name);
  }

  /** Returns the position of the policy's cost parameter, or {@code null}. */
  @Nullable Integer costArgument(Policy policy) {
    Integer own = parameters.costs().get(policy.name());
    return own != null ? own : parameters.costs().get("");
  }

  /** Returns the cost that the annotation sets for the policy, or {@code null}. */
  @Nullable Long fixedCost(Policy policy) {
    return costs.get(policy.name());
  }

  /** Returns the positions of all cost parameters. */
  Iterable<Integer> costArguments() {
    return parameters.costs().values();
  }

  @Override
  public String toString() {
    return place + " " + limits;
  }
}
