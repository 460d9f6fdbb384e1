package io.limitrate.internal.jaxrs;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.Declaration;
import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.MethodHierarchy;
import io.limitrate.internal.declaration.MethodPlan;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A limited resource method, and how the arguments that its policies count by are read before it is
 * invoked. Immutable and thread-safe.
 */
final class Endpoint implements Declaration {
  private final MethodPlan plan;
  private final Method method;
  private final String name;
  private final @Nullable Argument[] arguments;
  private final boolean woven;

  private Endpoint(
      MethodPlan plan, Method method, String name, @Nullable Argument[] arguments, boolean woven) {
    this.plan = plan;
    this.method = method;
    this.name = name;
    this.arguments = arguments;
    this.woven = woven;
  }

  static Endpoint of(Class<?> type, Method method, MethodPlan plan) {
    MethodHierarchy hierarchy = MethodHierarchy.of(type, method);
    Method definition = Template.definition(hierarchy);
    return new Endpoint(
        plan,
        method,
        Template.name(hierarchy, definition),
        Arrays.stream(definition.getParameters()).map(Argument::of).toArray(Argument[]::new),
        Weaving.woven(type, method));
  }

  MethodPlan plan() {
    return plan;
  }

  Method method() {
    return method;
  }

  /** The method and path template. */
  String name() {
    return name;
  }

  boolean woven() {
    return woven;
  }

  /** Whether the method may leave its request open when it returns. */
  boolean asynchronous() {
    return CompletionStage.class.isAssignableFrom(method.getReturnType())
        || Arrays.stream(method.getParameters()).anyMatch(Endpoint::keepsOpen);
  }

  private static boolean keepsOpen(Parameter parameter) {
    return parameter.isAnnotationPresent(Suspended.class)
        || parameter.getType() == SseEventSink.class;
  }

  /**
   * The policies that can be asked before the method is invoked. Those that count by another
   * argument are left to the aspect.
   *
   * @throws ConfigurationException when there are such, and no aspect
   */
  @Override
  public List<Policy> policies(Application application) {
    List<Policy> policies = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    for (Policy policy : application.policies(plan)) {
      Integer unreadable = unreadable(policy);
      if (unreadable == null) {
        policies.add(policy);
      } else if (!woven) {
        errors.add(error(policy, unreadable));
      }
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
    return List.copyOf(policies);
  }

  private @Nullable Integer unreadable(Policy policy) {
    for (Integer position : plan.arguments(policy)) {
      if (arguments[position] == null) {
        return position;
      }
    }
    return null;
  }

  private String error(Policy policy, int position) {
    return method.getDeclaringClass().getName()
        + "."
        + method.getName()
        + ": policy "
        + policy.name()
        + " counts by parameter "
        + (position + 1)
        + ", which is not known before the method is invoked: only a @PathParam, @QueryParam,"
        + " @HeaderParam or @CookieParam is that has a type made from one string. Weave the method";
  }

  /** The arguments as far as they can be read, by position. */
  @Nullable Object[] arguments(ContainerRequestContext request) {
    @Nullable Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      Argument argument = arguments[i];
      values[i] = argument == null ? null : argument.read(request);
    }
    return values;
  }
}
