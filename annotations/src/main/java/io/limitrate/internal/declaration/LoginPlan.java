package io.limitrate.internal.declaration;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.Declaration;
import io.limitrate.internal.login.LoginGuard;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The login to which the calls of a method are attempts, and the parameter that contains the
 * username.
 *
 * <p>Immutable and thread-safe. A plan is read once and lives as long as its class.
 */
public final class LoginPlan implements Declaration {
  private static final MethodCache<LoginPlan> PLANS = new MethodCache<>(LoginPlanReader::read);

  private final String place;
  private final String login;
  private final OptionalInt username;

  LoginPlan(String place, String login, OptionalInt username) {
    this.place = place;
    this.login = login;
    this.username = username;
  }

  /**
   * Returns the plan for a method of an object of the class; empty when the method is not
   * protected.
   *
   * @throws ConfigurationException listing all errors of the method's annotations
   */
  public static Optional<LoginPlan> of(Class<?> type, Method method) {
    return PLANS.of(type, method);
  }

  /** Returns the login's name. */
  public String login() {
    return login;
  }

  /**
   * Returns the guard of the login.
   *
   * @throws ConfigurationException when no login has the name
   */
  public LoginGuard guard(Application application) {
    application.policies(this); // a reload checks this declaration again
    return application.login(login);
  }

  /** Checks that the login is configured. A login has no policies. */
  @Override
  public List<Policy> policies(Application application) {
    if (!application.configuration().logins().containsKey(login)) {
      throw error("is not configured, see logins in limitrate.yaml");
    }
    return List.of();
  }

  /** Returns the position of the parameter that contains the username; empty if there is none. */
  public OptionalInt username() {
    return username;
  }

  /**
   * Creates an exception for a violated rule.
   *
   * @param rule the rule, or the reason of the violation
   */
  public ConfigurationException error(String rule) {
    return new ConfigurationException(
        List.of(place + ": @LoginProtected(\"" + login + "\"): " + rule));
  }

  @Override
  public String toString() {
    return place + " " + login;
  }
}
