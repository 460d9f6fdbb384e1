package io.limitrate.tck.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An identity store in which every user has the same password. Counts the checked passwords of each
 * user.
 */
@BasicAuthenticationMechanismDefinition(realmName = "staff")
@ApplicationScoped
public class People implements IdentityStore {
  private final Map<String, Integer> checks = new ConcurrentHashMap<>();

  /** Creates the identity store. The container calls this constructor. */
  public People() {}

  /**
   * Overrides this method because the interface's default method looks up a method for the exact
   * class of the credential. Mechanisms for BASIC may pass a subclass.
   */
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof UsernamePasswordCredential password
        ? check(password)
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult check(UsernamePasswordCredential credential) {
    checks.merge(credential.getCaller(), 1, Integer::sum);
    return credential.compareTo(credential.getCaller(), "right")
        ? new CredentialValidationResult(credential.getCaller(), Set.of("staff"))
        : CredentialValidationResult.INVALID_RESULT;
  }

  /** Returns the number of passwords of this user that were checked. */
  int checks(String username) {
    return checks.getOrDefault(username, 0);
  }
}
