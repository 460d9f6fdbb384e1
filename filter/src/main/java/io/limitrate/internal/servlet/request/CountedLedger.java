package io.limitrate.internal.servlet.request;

import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.load.Admission.Counted;
import io.limitrate.internal.login.LoginScope;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a request, with the attempt of a login that the request may be, and the place of
 * the request in flight, which load shedding may count. Not thread-safe.
 */
abstract class CountedLedger extends Ledger {
  private @Nullable Counted counted;
  private @Nullable LoginScope login;

  /** Returns the attempt of the login; {@code null} if the request is none yet. */
  public final @Nullable LoginScope login() {
    return login;
  }

  /** Remembers the attempt of the login. */
  public final void login(LoginScope scope) {
    login = scope;
  }

  /** Remembers the place of the request in flight. */
  public final void counted(Counted place) {
    counted = place;
  }

  /** Returns the place of the request in flight; {@code null} if the request is not counted. */
  public final @Nullable Counted counted() {
    return counted;
  }
}
