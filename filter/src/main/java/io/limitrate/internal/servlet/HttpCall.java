package io.limitrate.internal.servlet;

import io.limitrate.Ledger;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.OpenLogin;
import io.limitrate.internal.login.SetCookie;
import io.limitrate.internal.response.HeaderSink;
import io.limitrate.internal.routing.Route;
import io.limitrate.internal.uri.RequestUri;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request as a call. There is one for each request, whoever sees it: the filter, the JAX-RS
 * feature, annotated methods and later dispatches find it in the request's attributes.
 *
 * <p>Every verdict that is added to its ledger brings the response's headers up to date, as long as
 * these can be changed. Not thread-safe, but for the ledger.
 *
 * <p>{@link #form} and {@link #json} read the body, of at most {@code maxBody} bytes, while the
 * filter asks for a key or a cost. After that they only know what was read then.
 */
public final class HttpCall implements ApplicationCall, HeaderSink {
  /** The request attribute that holds the request's call. */
  public static final String ATTRIBUTE = "io.limitrate.call";

  private final Application limitrate;
  private final Route route;
  private final Ledger ledger = new Ledger(this);
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final DispatcherType begunBy;
  private @Nullable RequestBody body;
  private boolean bodyOurs = true;
  private boolean over;
  private @Nullable OpenLogin login;

  private HttpCall(
      Application limitrate,
      Route route,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.limitrate = limitrate;
    this.route = route;
    this.request = request;
    this.response = response;
    this.begunBy = request.getDispatcherType();
  }

  /** The request's call, or {@code null} where it has none yet. */
  public static @Nullable HttpCall find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof HttpCall call ? call : null;
  }

  /** The call of a request that comes to the filter, before anybody has read the body. */
  static HttpCall begin(
      Application limitrate, HttpServletRequest request, HttpServletResponse response) {
    Route route =
        limitrate
            .rules()
            .route(
                request.getRequestURI(),
                request.getServletContext().getContextPath(),
                request.getServletPath(),
                request.getPathInfo(),
                request.getMethod());
    HttpCall call = new HttpCall(limitrate, route, request, response);
    request.setAttribute(ATTRIBUTE, call);
    return call;
  }

  /** Charges what the rules demand; {@code null} where they demand nothing. */
  @Nullable Verdict check() {
    if (route.policies().isEmpty()) {
      return null;
    }
    return limitrate.limiter().check(this, route.policies());
  }

  @Override
  public Application limitrate() {
    return limitrate;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  /** Brings the response's headers up to date. */
  @Override
  public void decided(Verdict verdict) {
    if (!over && !response.isCommitted()) {
      limitrate.headers().write(verdict, ledger, this);
    }
  }

  /** Sets a header of the response. */
  @Override
  public void set(String name, String value) {
    response.setHeader(name, value);
  }

  /** The request to go on with, whose body is the application's to read from now on. */
  HttpServletRequest handOver() {
    bodyOurs = false;
    return body == null ? request : body.request();
  }

  /**
   * Whether the request is over after a dispatch of this type, unless it goes on asynchronously.
   */
  boolean endsWith(DispatcherType dispatch) {
    return dispatch == begunBy
        || (dispatch != DispatcherType.FORWARD && dispatch != DispatcherType.INCLUDE);
  }

  /** The container may use request and response for another client from now on. */
  void end() {
    over = true;
  }

  @Override
  public @Nullable String address() {
    return PeerAddress.of(request, limitrate);
  }

  @Override
  public @Nullable String user() {
    String name = request.getRemoteUser();
    Principal principal = name == null ? request.getUserPrincipal() : null;
    return principal == null ? name : principal.getName();
  }

  @Override
  public boolean hasRole(String role) {
    return request.isUserInRole(role);
  }

  @Override
  public @Nullable String session() {
    HttpSession session = request.getSession(false);
    return session == null ? null : session.getId();
  }

  @Override
  public @Nullable String header(String name) {
    String value = request.getHeader(name);
    if (value == null && name.equalsIgnoreCase("Content-Length")) {
      RequestBody.checkHasNone(request);
    }
    return value;
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
    String query = request.getQueryString();
    return query == null ? null : FormFields.first(query, StandardCharsets.UTF_8, name);
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
      body = RequestBody.read(request, limitrate.configuration().maxBody());
    }
    return body;
  }

  /** The request with its body buffered for a login, as long as that is the filter's to do. */
  @Nullable BufferedRequest buffer() throws IOException {
    if (body == null && bodyOurs) {
      body = RequestBody.ofLogin(request);
    }
    return body == null ? null : body.buffered();
  }

  @Override
  public @Nullable String pathVariable(String name) {
    return route.variable(name);
  }

  /** The name of the login that the request is an attempt at, {@code null} for none. */
  @Nullable String loginName() {
    return route.login();
  }

  @Override
  public @Nullable OpenLogin login() {
    LoginPassage passage = over || login != null ? null : LoginPassage.find(request);
    return passage == null ? login : passage.login();
  }

  @Override
  public void login(OpenLogin inner) {
    login = inner;
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
      response.addHeader("Set-Cookie", cookie.text());
    }
  }

  @Override
  public @Nullable String endpoint() {
    return route.endpoint();
  }
}
