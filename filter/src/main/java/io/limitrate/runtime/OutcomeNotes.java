package io.limitrate.runtime;

import io.limitrate.login.LoginSettings;
import java.lang.System.Logger.Level;

/** Says at start-up which outcomes of a login its configuration cannot tell apart. */
final class OutcomeNotes {
  private static final System.Logger LOG = System.getLogger(Limitrate.class.getName());

  private OutcomeNotes() {}

  static void log(LoginSettings login) {
    if (!login.paths().isEmpty() && login.outcome().namesNoSuccess()) {
      LOG.log(
          Level.INFO,
          "logins.{0}.outcome names no success: a right password is known by LoginOutcome.success,"
              + " request.login() or a new principal only; any other answer counts as a failure",
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
