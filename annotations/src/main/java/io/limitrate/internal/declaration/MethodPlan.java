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
 * By which policies a method is limited, and what its arguments have to do with it. For the
 * entrances that enforce annotations; applications have no use for it.
 *
 * <p>Immutable and thread-safe. Plans are made once and live as long as the class that they are
 * for.
 */
public final class MethodPlan implements Declaration {
  /** That of a method that nothing limits. */
  public static final MethodPlan UNLIMITED =
      new MethodPlan("", List.of(), Parameters.NONE, Map.of());

  private static final PerMethod<MethodPlan> PLANS = new PerMethod<>(MethodPlan::read);

  private final String place;
  private final List<Limit> limits;
  private final Parameters parameters;
  private final Map<String, Long> costs;

  MethodPlan(String place, List<Limit> limits, Parameters parameters, Map<String, Long> costs) {
    this.place = place;
    this.limits = List.copyOf(limits);
    this.parameters = parameters;
    this.costs = Map.copyOf(costs);
  }

  /**
   * The plan for a method when it is called on an object of the class.
   *
   * @throws ConfigurationException listing all that is wrong with its annotations
   */
  public static MethodPlan of(Class<?> type, Method method) {
    return PLANS.of(type, method).orElse(UNLIMITED);
  }

  private static Optional<MethodPlan> read(Class<?> type, Method method) {
    return Optional.of(AnnotationReader.read(type, method)).filter(plan -> !plan.unlimited());
  }

  /** Whether no annotation limits the method. */
  public boolean unlimited() {
    return limits.isEmpty();
  }

  /**
   * The policies as this application enforces them. Prefer {@link Application#policies}, which
   * remembers them.
   *
   * @throws ConfigurationException when one is not configured, when its key names a parameter that
   *     the method does not have, or when no key names a parameter that the method has
   */
  @Override
  public List<Policy> policies(Application application) {
    List<String> errors = new ArrayList<>();
    List<Policy> policies = new ArrayList<>();
    for (Limit limit : limits) {
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

  /** A key of the file may leave out what the annotation's own key names. */
  private void checkParameters(List<Policy> policies, List<String> errors) {
    Set<KeySpec> keys =
        Stream.concat(limits.stream().flatMap(Limit::declared), policies.stream())
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

  /** The positions of the parameters that the policy counts by, in ascending order. */
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

  /** The position of the key parameter of that name, or {@code null}. */
  public @Nullable Integer keyArgument(String name) {
    return parameters.keys().get(name);
  }

  /** The position of the parameter that is the policy's cost, or {@code null}. */
  @Nullable Integer costArgument(Policy policy) {
    Integer own = parameters.costs().get(policy.name());
    return own != null ? own : parameters.costs().get("");
  }

  /** The units that the annotation wants the policy to take, or {@code null}. */
  @Nullable Long fixedCost(Policy policy) {
    return costs.get(policy.name());
  }

  /** The positions of all parameters that are a cost. */
  Iterable<Integer> costArguments() {
    return parameters.costs().values();
  }

  @Override
  public String toString() {
    return place + " " + limits;
  }
}
