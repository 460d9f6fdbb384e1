package io.limitrate.cdi;

import io.limitrate.internal.servlet.PasswordCheck;
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
 * Guards the passwords that mechanisms of Jakarta Security check, which do so before any filter:
 * each check is an attempt at a login of the configuration. The application activates it by a bean:
 *
 * <pre>{@code
 * @Alternative @Priority(1) @ApplicationScoped
 * public class Guarded extends GuardedIdentityStoreHandler {
 *   public Guarded() { super("main"); }
 * }
 * }</pre>
 *
 * <p>A check that is rejected is {@code INVALID_RESULT} to the mechanism, and no identity store
 * hears of it. If the mechanism lets the request go on, the filter answers 429, 403 or 503;
 * otherwise the client sees what the mechanism says of a wrong password. All others ask the
 * application's identity stores, as the container's own handler does. Only a {@link
 * UsernamePasswordCredential} has a password that can be guessed, and is guarded.
 *
 * <p>Where every request brings its password, as with HTTP's Basic and no session, every request is
 * an attempt: give such clients a login of its own without {@code attempts}.
 *
 * <p>Thread-safe. Throws {@link io.limitrate.config.ConfigurationException} at a check when the
 * login is not configured, so nobody gets in.
 */
public abstract class GuardedIdentityStoreHandler implements IdentityStoreHandler {
  private final String login;

  @Inject @Any private Instance<IdentityStore> available;
  @Inject private HttpServletRequest request;
  private volatile @Nullable IdentityStores stores;

  /**
   * A handler.
   *
   * @param login the login's name in the configuration; it needs no paths
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

  /** One look-up for all checks, for a store need not have a scope. */
  private IdentityStores stores() {
    IdentityStores known = stores;
    if (known == null) {
      known = new IdentityStores(available.stream().toList());
      stores = known;
    }
    return known;
  }
}
