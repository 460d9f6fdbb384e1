package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.engine.Precedence;
import io.limitrate.internal.engine.Shed;
import io.limitrate.internal.load.Admission;
import io.limitrate.internal.load.CallPath;
import io.limitrate.internal.load.Shedder;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.response.Cors;
import io.limitrate.internal.uri.RequestUri;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that has not passed the servlet filter. The resource reads the body, so {@code form}
 * and {@code json} have no values.
 */
final class RequestCall implements ApplicationCall {
  private final Application limitrate;
  private final ContainerRequestContext request;
  private final @Nullable String peer;
  private final @Nullable String session;
  private final String contextPath;
  private final Ledger ledger = new Ledger();
  private volatile @Nullable LoginScope login;
  private volatile @Nullable LoginAttempt success;
  private volatile boolean closed;

  RequestCall(
      Application limitrate,
      ContainerRequestContext request,
      @Nullable String peer,
      @Nullable String session,
      String contextPath) {
    this.limitrate = limitrate;
    this.request = request;
    this.peer = peer;
    this.session = session;
    this.contextPath = contextPath;
  }

  @Override
  public Application application() {
    return limitrate;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public @Nullable LoginScope login() {
    return login;
  }

  @Override
  public void login(LoginScope scope) {
    login = scope;
  }

  @Override
  public RequestUri requestUri() {
    return baseUri(request, contextPath);
  }

  /** Returns the execution of the request if load shedding rejects it; {@code null} otherwise. */
  @Nullable Shed shed() {
    Shedder shedder = limitrate.shedder();
    return shedder == null || isPreflight() ? null : shed(shedder);
  }

  /** Returns whether the request is a CORS preflight (Fetch standard), which the browser sends. */
  private boolean isPreflight() {
    return request.getMethod().equals("OPTIONS")
        && header(Cors.ORIGIN) != null
        && header(Cors.REQUEST_METHOD) != null;
  }

  private @Nullable Shed shed(Shedder shedder) {
    Admission admission = shedder.admitUncounted(this, path());
    return admission instanceof Admission.Shed shed
        ? Shed.of(limitrate.limiter(), this, shed.priority(), shed.waitNanos())
        : null;
  }

  private CallPath path() {
    URI uri = request.getUriInfo().getRequestUri();
    String path = String.valueOf(uri.getPath());
    String mapped = path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
    return CallPath.of(uri.getRawPath(), contextPath, mapped);
  }

  @Override
  public Precedence precedence() {
    Shedder shedder = limitrate.shedder();
    return shedder == null ? Precedence.FIRST : shedder.precedence(this, path());
  }

  /**
   * Returns the base URI, against which JAX-RS resolves relative locations instead of the request's
   * URI.
   */
  static RequestUri baseUri(ContainerRequestContext request, String contextPath) {
    URI base = request.getUriInfo().getBaseUri();
    return new RequestUri(base.getHost(), base.getRawPath(), contextPath);
  }

  @Override
  public void remember(LoginAttempt attempt) {
    success = attempt;
  }

  @Override
  public boolean describe(LoginHeaderValues login) {
    closed = true;
    return false;
  }

  /** Returns whether the response's headers describe a login and therefore no policy. */
  boolean describesLogin() {
    return closed;
  }

  /**
   * Returns the successful attempt for whose browser the response sets a device cookie; {@code
   * null} without success.
   */
  @Nullable LoginAttempt success() {
    return success;
  }

  @Override
  public @Nullable String address() {
    return peer == null ? null : limitrate.addresses().of(peer, this::headers);
  }

  @Override
  public @Nullable String fullAddress() {
    return peer == null ? null : limitrate.addresses().fullOf(peer, this::headers);
  }

  @Override
  public @Nullable String proxyHeader(String name) {
    return peer == null ? null : limitrate.addresses().ofProxy(peer, headers(name));
  }

  private Enumeration<String> headers(String name) {
    @Nullable List<String> values = request.getHeaders().get(name);
    return Collections.enumeration(values == null ? List.of() : values);
  }

  @Override
  public @Nullable String user() {
    Principal principal = request.getSecurityContext().getUserPrincipal();
    return principal == null ? null : principal.getName();
  }

  @Override
  public boolean hasRole(String role) {
    return request.getSecurityContext().isUserInRole(role);
  }

  @Override
  public @Nullable String session() {
    return session;
  }

  @Override
  public @Nullable String header(String name) {
    return first(request.getHeaders(), name);
  }

  @Override
  public @Nullable String cookie(String name) {
    return cookies(name).stream().findFirst().orElse(null);
  }

  @Override
  public List<String> cookies(String name) {
    return CookieHeaders.values(request, name);
  }

  @Override
  public @Nullable String query(String name) {
    return first(request.getUriInfo().getQueryParameters(), name);
  }

  private static @Nullable String first(MultivaluedMap<String, String> values, String name) {
    return values.getFirst(name);
  }
}
