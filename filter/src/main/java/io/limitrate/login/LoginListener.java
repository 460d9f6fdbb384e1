package io.limitrate.login;

/**
 * Hears what happens at logins: for alarms, metrics, and accounts to be disabled.
 *
 * <p>Called on the thread of the request; has to be thread-safe and quick. What it throws is logged
 * and changes nothing.
 */
@FunctionalInterface
public interface LoginListener {

  /** Something happened. */
  void happened(LoginEvent event);
}
