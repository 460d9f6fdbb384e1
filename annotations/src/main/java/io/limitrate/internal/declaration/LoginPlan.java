package io.limitrate.internal.declaration;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.LoginGuard;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * At which login a method's call is an attempt, and which parameter is the username. For the
 * entrances that enforce annotations; applications have no use for it.
 *
 * <p>Immutable and thread-safe. Plans are made once and live as long as the class that they are
 * for.
 */
public final class LoginPlan {
  private static final PerMethod<LoginPlan> PLANS = new PerMethod<>(LoginPlanReader::read);

  private final String place;
  private final String login;
  private final OptionalInt username;

  LoginPlan(String place, String login, OptionalInt username) {
    this.place = place;
    this.login = login;
    this.username = username;
  }

  /**
   * The plan for a method when it is called on an object of the class; empty where the method is
   * not protected.
   *
   * @throws ConfigurationException listing all that is wrong with its annotations
   */
  public static Optional<LoginPlan> of(Class<?> type, Method method) {
    return PLANS.of(type, method);
  }

  /** The login's name. */
  public String login() {
    return login;
  }

  /**
   * The guard of its login.
   *
   * @throws ConfigurationException when there is none of that name
   */
  public LoginGuard guard(Application application) {
    if (!application.configuration().logins().containsKey(login)) {
      throw error("is not configured, see logins in limitrate.yaml");
    }
    return application.login(login);
  }

  /** The position of the parameter that is the username; empty where none is. */
  public OptionalInt username() {
    return username;
  }

  /**
   * That a rule is broken.
   *
   * @param rule what should hold, or why it does not
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
