package io.limitrate.internal.jaxrs;

import io.limitrate.internal.aspect.Weaving;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.declaration.MethodHierarchy;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.login.Admission;
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
 * A resource method that checks a password, and where the username is before it is invoked.
 * Immutable and thread-safe.
 *
 * @param argument the username's parameter, where it can be read outside of the body
 * @param field the form's field that is the username's parameter
 * @param ofAspect whether the aspect, which is given the username, does all
 */
record LoginEndpoint(
    LoginPlan plan, @Nullable Argument argument, @Nullable String field, boolean ofAspect) {

  /**
   * The method as the JAX-RS runtime knows it.
   *
   * @throws io.limitrate.config.ConfigurationException when the username cannot be read before the
   *     method is invoked, and no aspect is there
   */
  static LoginEndpoint of(Class<?> type, Method method, LoginPlan plan) {
    if (plan.username().isEmpty()) {
      return new LoginEndpoint(plan, null, null, false);
    }
    if (Weaving.checksLogins(type, method)) {
      return new LoginEndpoint(plan, null, null, true);
    }
    Method definition = Template.definition(MethodHierarchy.of(type, method));
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

  /** Whether the method has a username of its own, which need not be where the login's is. */
  boolean named() {
    return plan.username().isPresent();
  }

  /**
   * The username.
   *
   * @throws IOException if the client does not send what it announced
   */
  SubmittedUsername username(ContainerRequestContext request, LoginInput input, LoginSettings login)
      throws IOException {
    if (argument == null) {
      List<UsernameSource> sources =
          field == null ? login.username() : List.of(new UsernameSource.Form(field));
      return input.username(sources, login.normalizer());
    }
    Object read = argument.read(request);
    String raw = read == null ? "" : read.toString();
    if (raw.isBlank()) {
      return new SubmittedUsername.Missing("the @LoginUsername parameter is absent or blank");
    }
    String name = Usernames.spelling(raw, login.normalizer()::normalize);
    return name == null ? malformed() : new SubmittedUsername.Username(raw, name);
  }

  private static SubmittedUsername malformed() {
    Admission.Malformed malformed = Admission.Malformed.username();
    return new SubmittedUsername.Malformed(malformed.status(), malformed.detail());
  }
}
