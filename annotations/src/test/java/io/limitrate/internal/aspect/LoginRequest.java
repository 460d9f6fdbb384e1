package io.limitrate.internal.aspect;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of a browser that an entrance may have permitted as an attempt. */
final class LoginRequest implements ApplicationCall {
  final List<String> cookies = new ArrayList<>();
  @Nullable String token;
  @Nullable String cookie;
  private final Application limitrate;
  private final String address;
  private final Ledger ledger = new Ledger();
  private @Nullable LoginScope login;

  LoginRequest(ApplicationRuntime runtime, String address) {
    this.limitrate = runtime.application();
    this.address = address;
  }

  /** Permits the request as an attempt, as the filter does. */
  LoginAttempt attempt(@Nullable String username) {
    LoginAttempt attempt = limitrate.login("main").attempt(this);
    attempt.identify(username, field -> token);
    login = new LoginScope(attempt, null);
    return attempt;
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
  public String address() {
    return address;
  }

  @Override
  public @Nullable String header(String name) {
    return name.equals("riddle") ? token : null;
  }

  @Override
  public @Nullable String cookie(String name) {
    return cookie;
  }

  @Override
  public @Nullable LoginScope login() {
    return login;
  }

  @Override
  public void remember(LoginAttempt attempt) {
    cookies.add(String.valueOf(attempt.deviceCookie("")));
  }
}
