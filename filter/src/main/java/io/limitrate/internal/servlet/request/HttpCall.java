package io.limitrate.internal.servlet.request;

import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.engine.Precedence;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.SetCookie;
import io.limitrate.internal.response.HeaderSink;
import io.limitrate.internal.routing.Route;
import io.limitrate.internal.uri.RequestUri;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The call of an HTTP request, and the ledger of its charges. Each request has one call, stored in
 * a request attribute. The filter, the JAX-RS feature, annotated methods and later dispatches share
 * this call.
 *
 * <p>Each verdict that is added to the ledger updates the rate limit headers, until the response is
 * committed. Not thread-safe, except for the ledger.
 *
 * <p>While the filter resolves keys and costs, {@link #form} and {@link #json} read the body, of at
 * most {@code maxBody} bytes. Later they use only the bytes that were read.
 */
public final class HttpCall extends CountedLedger implements ApplicationCall, HeaderSink {
  /** The request attribute that holds the request's call. */
  public static final String ATTRIBUTE = "io.limitrate.call";

  private final Application application;
  private final Route route;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final DispatcherType begunBy;
  private @Nullable RequestBody body;
  private boolean bodyOurs = true;
  private boolean over;
  private @Nullable SetCookie deviceCookie;

  private HttpCall(
      Application application, HttpServletRequest request, HttpServletResponse response) {
    this.application = application;
    this.route = RequestUris.route(request, application.rules());
    this.request = request;
    this.response = response;
    this.begunBy = request.getDispatcherType();
  }

  /** Returns the call of a request, or {@code null} if the request has none yet. */
  public static @Nullable HttpCall find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof HttpCall call ? call : null;
  }

  /** Creates the call of a request, before the application reads the body. */
  public static HttpCall begin(
      Application application, HttpServletRequest request, HttpServletResponse response) {
    HttpCall call = new HttpCall(application, request, response);
    request.setAttribute(ATTRIBUTE, call);
    return call;
  }

  /** Charges the policies of the rules; {@code null} if none applies. A preflight costs nothing. */
  public @Nullable Execution check(boolean preflight) {
    List<Policy> policies = preflight ? List.of() : route.policies(this);
    return policies.isEmpty() && !application.denies()
        ? null
        : application.limiter().check(this, policies);
  }

  @Override
  public Application application() {
    return application;
  }

  @Override
  public Ledger ledger() {
    return this;
  }

  /** Updates the rate limit headers of the response. */
  @Override
  protected void decided(Verdict verdict) {
    if (!over && !response.isCommitted()) {
      application.headers().write(this, this);
    }
  }

  /** Sets a header of the response. */
  @Override
  public void set(String name, String value) {
    response.setHeader(name, value);
  }

  /** Returns the request for the application, which reads the body from now on. */
  public HttpServletRequest requestForApplication() {
    bodyOurs = false;
    return body == null ? request : body.request();
  }

  /** Returns whether the request ends with a dispatch of this type, unless it is asynchronous. */
  public boolean endsWith(DispatcherType dispatch) {
    return dispatch == begunBy
        || (dispatch != DispatcherType.FORWARD && dispatch != DispatcherType.INCLUDE);
  }

  /** Releases the response: the container may reuse it for another client. */
  public void release() {
    over = true;
  }

  @Override
  public @Nullable String address() {
    return ClientAddressResolver.of(request, application);
  }

  @Override
  public @Nullable String fullAddress() {
    return application.addresses().fullOf(request.getRemoteAddr(), request::getHeaders);
  }

  @Override
  public @Nullable String proxyHeader(String name) {
    return application.addresses().ofProxy(request.getRemoteAddr(), request.getHeaders(name));
  }

  @Override
  public @Nullable String user() {
    return RequestParts.user(request);
  }

  @Override
  public boolean hasRole(String role) {
    return request.isUserInRole(role);
  }

  @Override
  public @Nullable String session() {
    return RequestParts.session(request);
  }

  @Override
  public @Nullable String header(String name) {
    return RequestParts.header(request, name);
  }

  @Override
  public @Nullable String cookie(String name) {
    return Cookies.values(request, name).stream().findFirst().orElse(null);
  }

  @Override
  public List<String> cookies(String name) {
    return Cookies.values(request, name);
  }

  @Override
  public @Nullable String query(String name) {
    return RequestParts.query(request, name);
  }

  @Override
  public @Nullable String form(String name) {
    RequestBody read = body();
    return read == null ? null : read.field(name);
  }

  @Override
  public @Nullable String json(String pointer) {
    RequestBody read = body();
    return read == null ? null : read.scalar(pointer);
  }

  private @Nullable RequestBody body() {
    if (body == null && bodyOurs) {
      body = RequestBody.read(request, application.configuration().maxBody());
    }
    return body;
  }

  /**
   * Buffers the body by other rules than those of keys, unless the application already reads it.
   *
   * @param longest the longest body to read, in bytes
   */
  public @Nullable BufferedRequest buffer(RequestBody.Buffer rules, int longest)
      throws IOException {
    if (body == null && bodyOurs) {
      body = RequestBody.buffered(request, rules, longest);
    }
    return body == null ? null : body.buffered();
  }

  @Override
  public @Nullable String pathVariable(String name) {
    return route.variable(name);
  }

  /** Returns the name of the login if the request is a login attempt, else {@code null}. */
  public @Nullable String loginName() {
    return route.login();
  }

  @Override
  public Precedence precedence() {
    Shedder shedder = application.shedder();
    return shedder == null
        ? Precedence.FIRST
        : shedder.precedence(this, RequestUris.callPath(request));
  }

  @Override
  public RequestUri requestUri() {
    return RequestUris.of(request);
  }

  @Override
  public void remember(LoginAttempt attempt) {
    boolean late = over || response.isCommitted();
    SetCookie cookie =
        attempt.deviceCookie(late ? "" : request.getServletContext().getContextPath());
    if (cookie != null && late) {
      attempt.guard().warnings().lateSuccess();
    } else if (cookie != null) {
      deviceCookie = cookie;
      response.addHeader("Set-Cookie", cookie.text());
    }
  }

  /** Returns the device cookie that the response sets, or {@code null} if it sets none. */
  public @Nullable SetCookie deviceCookie() {
    return deviceCookie;
  }

  @Override
  public @Nullable String endpoint() {
    return route.endpoint();
  }
}
