package io.limitrate.aspect;

import io.limitrate.Ledger;
import io.limitrate.login.LoginAttempt;
import io.limitrate.login.OpenLogin;
import io.limitrate.login.TokenSource;
import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Limitrate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of a browser, which an entrance may have let in as an attempt. */
final class LoginRequest implements ApplicationCall {
  final List<String> cookies = new ArrayList<>();
  @Nullable String token;
  @Nullable String cookie;
  private final Limitrate limitrate;
  private final String address;
  private final Ledger ledger = new Ledger();
  private @Nullable OpenLogin login;

  LoginRequest(Limitrate limitrate, String address) {
    this.limitrate = limitrate;
    this.address = address;
  }

  /** Lets the request in, as the filter does. */
  OpenLogin attempt(@Nullable String username) {
    LoginAttempt attempt = limitrate.login("main").attempt(address, cookie);
    attempt.identify(username, TokenSource.NONE);
    login = new OpenLogin(limitrate.login("main").settings(), attempt, this::remember, null);
    return login;
  }

  @Override
  public Limitrate limitrate() {
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
  public @Nullable OpenLogin login() {
    return login;
  }

  @Override
  public void remember(LoginAttempt attempt) {
    cookies.add(String.valueOf(attempt.deviceCookie("")));
  }
}
