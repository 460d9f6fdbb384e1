package io.limitrate.internal.jaxrs;

import io.limitrate.CallScope;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.response.Rejection;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Creates JAX-RS responses for rejections. */
public final class RejectionResponse {
  private RejectionResponse() {}

  /**
   * Returns the application whose call threw on this thread. Without such a call, returns the
   * current application.
   */
  public static Application application() {
    ApplicationCall call = call();
    return call == null
        ? ApplicationRuntime.current(RejectionResponse.class).application()
        : call.application();
  }

  /** Returns the call on this thread, or {@code null}. */
  public static @Nullable ApplicationCall call() {
    return CallScope.current() instanceof ApplicationCall call ? call : null;
  }

  /**
   * Returns the response to a rejected call, or to a delayed call whose wait failed.
   *
   * @param accept the request's Accept header
   */
  public static Response of(Application limitrate, Verdict verdict, @Nullable String accept) {
    Rejection rejection = limitrate.rejections().of(verdict, accept);
    return rejection.body() instanceof Rejection.Page
        ? response(limitrate.rejections().of(verdict, null)) // only a servlet can forward to a page
        : response(rejection);
  }

  /**
   * Returns the response to a rejected login attempt. Contains no challenge page, because only a
   * servlet can write such a page.
   *
   * @param call the request, or {@code null} when the request is unknown
   */
  public static Response of(
      Application limitrate,
      LoginRejectedException rejection,
      @Nullable ApplicationCall call,
      @Nullable String accept) {
    Admission admission = rejection.admission();
    String shown = admission instanceof Admission.Challenged ? null : accept;
    Response.ResponseBuilder response =
        builder(limitrate.loginRejections().of(admission, shown, null, ""));
    LoginHeaderValues.of(admission, limitrate.login(rejection.login()))
        .filter(closed -> call == null || !call.describe(closed))
        .ifPresent(closed -> limitrate.headers().write(closed, response::header));
    return response.build();
  }

  private static Response response(Rejection rejection) {
    return builder(rejection).build();
  }

  private static Response.ResponseBuilder builder(Rejection rejection) {
    Response.ResponseBuilder response = Response.status(rejection.status());
    rejection.headers().forEach(response::header);
    if (rejection.body() instanceof Rejection.Content content) {
      content.protect(response::header, response::header);
      response.type(content.type()).entity(content.text().getBytes(StandardCharsets.UTF_8));
    } else if (rejection.body() instanceof Rejection.Empty) {
      // without an entity, a runtime asks the container for its error page
      response.type(MediaType.TEXT_PLAIN_TYPE).entity(new byte[0]);
    }
    return response;
  }
}
