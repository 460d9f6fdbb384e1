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

/** A limited resource method and the readers of its arguments. Immutable and thread-safe. */
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
    Method definition = EndpointName.definition(hierarchy);
    return new Endpoint(
        plan,
        method,
        EndpointName.name(hierarchy, definition),
        Arrays.stream(definition.getParameters()).map(Argument::of).toArray(Argument[]::new),
        Weaving.woven(type, method));
  }

  MethodPlan plan() {
    return plan;
  }

  Method method() {
    return method;
  }

  /** Returns the HTTP method and the path template. */
  String name() {
    return name;
  }

  boolean woven() {
    return woven;
  }

  /** Returns whether the request may stay open after the method returns. */
  boolean asynchronous() {
    return CompletionStage.class.isAssignableFrom(method.getReturnType())
        || Arrays.stream(method.getParameters()).anyMatch(Endpoint::keepsOpen);
  }

  private static boolean keepsOpen(Parameter parameter) {
    return parameter.isAnnotationPresent(Suspended.class)
        || parameter.getType() == SseEventSink.class;
  }

  /**
   * Returns the policies that the feature checks before the runtime invokes the method. A policy
   * that uses an argument that cannot be read is checked by the aspect.
   *
   * @throws ConfigurationException when there is such a policy and the method is not woven
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

  /** Returns the arguments by position; {@code null} for arguments that cannot be read. */
  @Nullable Object[] arguments(ContainerRequestContext request) {
    @Nullable Object[] values = new Object[arguments.length];
    for (int i = 0; i < values.length; i++) {
      Argument argument = arguments[i];
      values[i] = argument == null ? null : argument.read(request);
    }
    return values;
  }
}
