package io.limitrate.login;

/**
 * Receives the events of logins, for example for alarms, metrics, or to disable an account. An
 * application implements this type.
 *
 * <p>Limitrate calls a listener on the request thread. A listener must be thread-safe and fast.
 * Limitrate logs an exception of a listener and continues.
 */
@FunctionalInterface
public interface LoginListener {

  /** Receives an event. */
  void happened(LoginEvent event);
}
