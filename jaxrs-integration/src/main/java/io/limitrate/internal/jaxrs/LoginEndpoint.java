package io.limitrate.internal.jaxrs;

import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.declaration.MethodHierarchy;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource method that checks a password, and the place of the username in its request. Immutable
 * and thread-safe.
 *
 * @param argument the reader of the username's parameter, or {@code null} if the username is in the
 *     body
 * @param field the form field of the username's parameter, or {@code null}
 * @param ofAspect whether the aspect, which receives the username, makes the whole check
 */
record LoginEndpoint(
    LoginPlan plan, @Nullable Argument argument, @Nullable String field, boolean ofAspect) {

  /**
   * Returns the endpoint of a method as the JAX-RS runtime has it.
   *
   * @throws io.limitrate.config.ConfigurationException when the username cannot be read before the
   *     method is invoked and the method is not woven
   */
  static LoginEndpoint of(Class<?> type, Method method, LoginPlan plan) {
    if (plan.username().isEmpty()) {
      return new LoginEndpoint(plan, null, null, false);
    }
    if (Weaving.checksLogins(type, method)) {
      return new LoginEndpoint(plan, null, null, true);
    }
    Method definition = EndpointName.definition(MethodHierarchy.of(type, method));
    Parameter parameter = definition.getParameters()[plan.username().getAsInt()];
    FormParam form = parameter.getAnnotation(FormParam.class);
    Argument argument = Argument.of(parameter);
    if (form == null && argument == null) {
      throw plan.error(
          "the @LoginUsername parameter is not known before the method is invoked: only a"
              + " @FormParam, @PathParam, @QueryParam, @HeaderParam or @CookieParam is. Weave the"
              + " method, or leave the annotation away and say in limitrate.yaml where the"
              + " username is");
    }
    return new LoginEndpoint(plan, argument, form == null ? null : form.value(), false);
  }

  /**
   * Returns whether the method has a username parameter, whose place may differ from the login's.
   */
  boolean named() {
    return plan.username().isPresent();
  }

  /**
   * Returns the username of a request.
   *
   * @throws IOException when the client does not send the announced body
   */
  SubmittedUsername username(ContainerRequestContext request, LoginInput input, LoginSettings login)
      throws IOException {
    if (argument == null) {
      List<UsernameSource> sources =
          field == null ? login.username() : List.of(new UsernameSource.Form(field));
      return input.username(sources, login.normalizer());
    }
    Object read = argument.read(request);
    return SubmittedUsername.of(
        read == null ? null : read.toString(),
        login.normalizer(),
        "the @LoginUsername parameter is absent or blank");
  }
}
