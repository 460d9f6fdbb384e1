package io.limitrate.cdi;

import io.limitrate.internal.login.servlet.PasswordCheck;
import io.limitrate.login.Outcome;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Guards the passwords that the authentication mechanisms of Jakarta Security check. The mechanisms
 * run before any filter. Each check is an attempt at a login of the configuration. An application
 * that uses Jakarta Security extends this class by a bean:
 *
 * <pre>{@code
 * @Alternative @Priority(1) @ApplicationScoped
 * public class Guarded extends GuardedIdentityStoreHandler {
 *   public Guarded() { super("main"); }
 * }
 * }</pre>
 *
 * <p>The mechanism receives {@code INVALID_RESULT} for a rejected check, and the handler asks no
 * identity store. If the mechanism continues the request, the filter answers 429, 403 or 503.
 * Otherwise the client receives the mechanism's answer to a wrong password. For all other checks
 * the handler asks the application's identity stores, as the container's own handler does. The
 * handler guards only a {@link UsernamePasswordCredential}, because only its password can be
 * guessed.
 *
 * <p>Every request is an attempt where every request contains the password, as with HTTP Basic
 * authentication without a session. Configure a separate login without {@code attempts} for such
 * clients.
 *
 * <p>Thread-safe. When the login is not configured, each check throws {@link
 * io.limitrate.config.ConfigurationException}, so no user can log in.
 */
public abstract class GuardedIdentityStoreHandler implements IdentityStoreHandler {
  private final String login;

  @Inject @Any private Instance<IdentityStore> available;
  @Inject private HttpServletRequest request;
  private volatile @Nullable IdentityStores stores;

  /**
   * Creates a handler.
   *
   * @param login the login's name in the configuration; the login needs no paths
   */
  protected GuardedIdentityStoreHandler(String login) {
    this.login = login;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential password
        ? guarded(password)
        : stores().validate(credential);
  }

  private CredentialValidationResult guarded(UsernamePasswordCredential credential) {
    PasswordCheck check = PasswordCheck.begin(login, credential.getCaller(), request);
    if (!check.admitted()) {
      return CredentialValidationResult.INVALID_RESULT;
    }
    Outcome outcome = Outcome.UNKNOWN;
    try {
      CredentialValidationResult result = stores().validate(credential);
      outcome = result.getStatus() == Status.VALID ? Outcome.SUCCESS : Outcome.FAILURE;
      return result;
    } finally {
      check.end(outcome);
    }
  }

  /** Looks up the stores once for all checks, because a store need not have a scope. */
  private IdentityStores stores() {
    IdentityStores known = stores;
    if (known == null) {
      known = new IdentityStores(available.stream().toList());
      stores = known;
    }
    return known;
  }
}
