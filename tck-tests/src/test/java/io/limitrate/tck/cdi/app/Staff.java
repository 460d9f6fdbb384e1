package io.limitrate.tck.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** An identity store with groups and without passwords. */
@ApplicationScoped
public class Staff implements IdentityStore {
  @Override
  public Set<String> getCallerGroups(CredentialValidationResult valid) {
    return Set.of("staff");
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return Set.of(ValidationType.PROVIDE_GROUPS);
  }
}
