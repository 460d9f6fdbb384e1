package io.limitrate.internal.application;

import io.limitrate.login.LoginSettings;
import java.lang.System.Logger.Level;

/** Warns at start-up if the configuration of a login cannot tell success from failure. */
final class OutcomeWarnings {
  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  private OutcomeWarnings() {}

  static void log(LoginSettings login) {
    if (!login.paths().isEmpty() && login.outcome().namesNoSuccess()) {
      LOG.log(
          Level.WARNING,
          "logins.{0}.outcome names no success: unless the application calls"
              + " HttpServletRequest.login() or LoginOutcome.success, a right password counts as a"
              + " failure, and its user is locked out. Write in logins.{0}.outcome the answer to a"
              + " right password, such as success: [200] or success: [/home], or success: none"
              + " where the application tells",
          login.name());
    }
    for (String redirect : login.outcome().confusable()) {
      LOG.log(
          Level.WARNING,
          "logins.{0}.outcome.success \"{1}\": failures are redirected to this path too, and one"
              + " whose redirect lacks the query counts as a success; name a path or a query that"
              + " only a success has",
          login.name(),
          redirect);
    }
  }
}
