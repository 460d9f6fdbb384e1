package io.limitrate.internal.declaration;

import io.limitrate.Call;
import io.limitrate.Policy;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.engine.Precedence;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.uri.RequestUri;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call of an annotated method, alone or as a part of a request. */
public abstract class AnnotatedCall implements ApplicationCall {
  private final MethodPlan plan;
  private final @Nullable Object[] arguments;
  private final Application limitrate;
  private final @Nullable Call request;
  private final Ledger ledger;

  /**
   * Creates a call with the arguments by position. {@code null} also stands for an unknown
   * argument.
   *
   * @param request the call of which this call is a part, or {@code null}
   * @throws IllegalArgumentException when the argument of a cost parameter is negative
   */
  protected AnnotatedCall(
      MethodPlan plan,
      @Nullable Object[] arguments,
      Application limitrate,
      @Nullable Call request) {
    this.plan = plan;
    this.arguments = arguments;
    this.limitrate = limitrate;
    this.request = request;
    this.ledger = Ledger.of(request);
    for (int position : plan.costArguments()) {
      checkCost(arguments[position]);
    }
  }

  private void checkCost(@Nullable Object argument) {
    if (argument instanceof Number units && units.longValue() < 0) {
      throw new IllegalArgumentException(
          plan + ": @RateLimitCost " + units + ": must not be negative");
    }
  }

  /** Returns the call of which this call is a part, or {@code null}. */
  protected final @Nullable Call request() {
    return request;
  }

  @Override
  public final Application application() {
    return limitrate;
  }

  @Override
  public final Ledger ledger() {
    return ledger;
  }

  /** A method that no request calls has no class, so it goes first. */
  @Override
  public final Precedence precedence() {
    return request instanceof ApplicationCall known ? known.precedence() : Precedence.FIRST;
  }

  @Override
  public final @Nullable LoginScope login() {
    return request instanceof ApplicationCall known ? known.login() : null;
  }

  @Override
  public final RequestUri requestUri() {
    return request instanceof ApplicationCall known ? known.requestUri() : RequestUri.NONE;
  }

  @Override
  public final void remember(LoginAttempt attempt) {
    if (request instanceof ApplicationCall known) {
      known.remember(attempt);
    }
  }

  @Override
  public final boolean describe(LoginHeaderValues login) {
    return request instanceof ApplicationCall known && known.describe(login);
  }

  @Override
  public final @Nullable String parameter(String name) {
    Integer position = plan.keyArgument(name);
    Object argument = position == null ? null : arguments[position];
    return argument == null ? null : argument.toString();
  }

  @Override
  public final long cost(Policy policy) {
    Integer position = plan.costArgument(policy);
    if (position != null && arguments[position] instanceof Number units) {
      return units.longValue();
    }
    Long fixed = plan.fixedCost(policy);
    return fixed != null ? fixed : policy.cost(this);
  }

  @Override
  public final @Nullable String address() {
    return request == null ? null : request.address();
  }

  @Override
  public final @Nullable String fullAddress() {
    return request == null ? null : request.fullAddress();
  }

  @Override
  public final @Nullable String proxyHeader(String name) {
    return request == null ? null : request.proxyHeader(name);
  }

  @Override
  public final @Nullable String user() {
    return request == null ? null : request.user();
  }

  @Override
  public final boolean hasRole(String role) {
    return request != null && request.hasRole(role);
  }

  @Override
  public final @Nullable String session() {
    return request == null ? null : request.session();
  }

  @Override
  public final @Nullable String header(String name) {
    return request == null ? null : request.header(name);
  }

  @Override
  public final @Nullable String cookie(String name) {
    return request == null ? null : request.cookie(name);
  }

  @Override
  public final List<String> cookies(String name) {
    return request == null ? List.of() : request.cookies(name);
  }

  @Override
  public final @Nullable String query(String name) {
    return request == null ? null : request.query(name);
  }

  @Override
  public final @Nullable String form(String name) {
    return request == null ? null : request.form(name);
  }

  @Override
  public final @Nullable String json(String pointer) {
    return request == null ? null : request.json(pointer);
  }

  @Override
  public @Nullable String pathVariable(String name) {
    return request == null ? null : request.pathVariable(name);
  }

  @Override
  public @Nullable String endpoint() {
    return request == null ? null : request.endpoint();
  }
}
