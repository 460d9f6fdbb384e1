package io.limitrate.tck.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** An identity store without users, which is asked last. */
@ApplicationScoped
public class Strangers implements IdentityStore {
  @Override
  public CredentialValidationResult validate(Credential credential) {
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public int priority() {
    return 200;
  }
}
