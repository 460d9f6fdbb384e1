package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.login.SetCookie;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedLogin;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.LoginSettings;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes each request to one resource method a login attempt, and reports the outcome of the
 * attempt.
 */
final class LoginRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STATE = LoginRequestFilter.class.getName();
  private static final Admission ADMITTED = new Admission.Admitted();

  private final EndpointFeature endpoints;
  private final Endpoint endpoint;
  private final LoginEndpoint login;

  LoginRequestFilter(EndpointFeature endpoints, Endpoint endpoint, LoginEndpoint login) {
    this.endpoints = endpoints;
    this.endpoint = endpoint;
    this.login = login;
  }

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    ApplicationCall call = endpoints.call(request);
    Admission admission = login.ofAspect() ? ADMITTED : admission(request, call);
    if (!(admission instanceof Admission.Admitted)) {
      String accept = request.getHeaderString(HttpHeaders.ACCEPT);
      var rejection = new LoginRejectedException(login.plan().login(), admission);
      Response answer = RejectionResponse.of(call.application(), rejection, call, accept);
      request.abortWith(endpoints.answer(rejection, answer));
    } else if (call instanceof RequestCall) {
      RequestCallScope.open(request, call, true, endpoint);
    }
  }

  private Admission admission(ContainerRequestContext request, ApplicationCall call)
      throws IOException {
    LoginGuard guard = login.plan().guard(call.application());
    LoginScope around = call.login();
    LoginScope known = around == null ? null : around.find(login.plan().login());
    Admission passed = known == null ? null : passOn(known, request, guard);
    return passed != null ? passed : begin(request, call, guard);
  }

  /**
   * Passes the attempt of the servlet filter on to the method. Returns {@code null} when the
   * attempt belongs to another username.
   */
  private @Nullable Admission passOn(
      LoginScope known, ContainerRequestContext request, LoginGuard guard) throws IOException {
    if (!login.named()) {
      return known.admission(null);
    }
    SubmittedUsername submitted = login.username(request, input(request), guard.settings());
    return submitted instanceof SubmittedUsername.Malformed
        ? null
        : known.admission(submitted.name());
  }

  private LoginInput input(ContainerRequestContext request) throws IOException {
    return LoginInput.of(ResourceMessage.of(request, endpoints::parameters));
  }

  private Admission begin(ContainerRequestContext request, ApplicationCall call, LoginGuard guard)
      throws IOException {
    LoginAttempt attempt = guard.attempt(call);
    Admission admission = attempt.admit(() -> submitted(request, guard.settings()));
    if (admission instanceof Admission.Admitted) {
      call.login(new LoginScope(attempt, call.login()));
      request.setProperty(STATE, attempt);
    }
    return admission;
  }

  private SubmittedLogin submitted(ContainerRequestContext request, LoginSettings settings)
      throws IOException {
    LoginInput input = input(request);
    return new SubmittedLogin(login.username(request, input, settings), input.tokens());
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    RequestCallScope.close(request);
    if (request.getProperty(STATE) instanceof LoginAttempt open && !open.concluded()) {
      open.conclude(ending(open.settings(), request, response), null);
    }
    if (endpoints.call(request) instanceof RequestCall call && call.success() != null) {
      addCookie(call.success(), response);
    }
  }

  private ObservedOutcome ending(
      LoginSettings settings, ContainerRequestContext request, ContainerResponseContext response) {
    RequestUri base = RequestCall.baseUri(request, endpoints.contextPath());
    return ObservedOutcome.ofResponse(
        response.getStatus(),
        response.getHeaderString(HttpHeaders.LOCATION),
        settings.outcome(),
        base);
  }

  private void addCookie(LoginAttempt success, ContainerResponseContext response) {
    SetCookie cookie = success.deviceCookie(endpoints.contextPath());
    if (cookie != null) {
      endpoints.addCookie(response, cookie.text(), endpoint.asynchronous());
    }
  }
}
