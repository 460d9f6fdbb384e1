package io.limitrate.tck.cdi.app;

import io.limitrate.cdi.LoginResult;
import io.limitrate.login.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

/**
 * Checks passwords, and reports the outcome by an event. This class has no access to the request.
 */
@ApplicationScoped
public class Directory {
  @Inject private Event<LoginResult> results;

  boolean knows(String username, String password) {
    Outcome outcome =
        switch (password) {
          case "right" -> Outcome.SUCCESS;
          case "lost" -> Outcome.ERROR;
          default -> Outcome.FAILURE;
        };
    results.fire(new LoginResult(outcome, username));
    return outcome == Outcome.SUCCESS;
  }
}
