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

/** Knows everybody by one password, and how many passwords it has checked of each. */
@BasicAuthenticationMechanismDefinition(realmName = "staff")
@ApplicationScoped
public class People implements IdentityStore {
  private final Map<String, Integer> checks = new ConcurrentHashMap<>();

  /** For the container. */
  public People() {}

  /**
   * The interface's own method would look for one of exactly the credential's class, and mechanisms
   * for Basic may bring a subclass.
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

  /** How many passwords of this user were checked. */
  int checks(String username) {
    return checks.getOrDefault(username, 0);
  }
}
