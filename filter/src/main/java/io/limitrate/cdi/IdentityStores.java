package io.limitrate.cdi;

import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.VALIDATE;

import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Validates credentials with all identity stores of an application, in the same way as the
 * container's own handler. Thread-safe.
 *
 * @see <a
 *     href="https://jakarta.ee/specifications/security/3.0/jakarta-security-spec-3.0#handling-multiple-identity-stores">Jakarta
 *     Security 3.0, Handling Multiple Identity Stores</a>
 */
final class IdentityStores {
  private final List<IdentityStore> validating;
  private final List<IdentityStore> providingGroups;

  IdentityStores(List<IdentityStore> all) {
    List<IdentityStore> inOrder =
        all.stream().sorted(Comparator.comparingInt(IdentityStore::priority)).toList();
    this.validating = inOrder.stream().filter(store -> can(store, VALIDATE)).toList();
    this.providingGroups =
        inOrder.stream()
            .filter(store -> can(store, PROVIDE_GROUPS) && !can(store, VALIDATE))
            .toList();
  }

  private static boolean can(IdentityStore store, IdentityStore.ValidationType what) {
    return store.validationTypes().contains(what);
  }

  /** Asks the stores in order of their priority until a store accepts the credential. */
  CredentialValidationResult validate(Credential credential) {
    CredentialValidationResult last = CredentialValidationResult.NOT_VALIDATED_RESULT;
    for (IdentityStore store : validating) {
      CredentialValidationResult result = store.validate(credential);
      if (result.getStatus() == Status.VALID) {
        return withGroups(result, can(store, PROVIDE_GROUPS));
      }
      if (result.getStatus() == Status.INVALID) {
        last = result;
      }
    }
    return last;
  }

  private CredentialValidationResult withGroups(CredentialValidationResult valid, boolean own) {
    Set<String> groups = new HashSet<>(own ? valid.getCallerGroups() : Set.of());
    providingGroups.forEach(store -> groups.addAll(store.getCallerGroups(valid)));
    return new CredentialValidationResult(
        valid.getIdentityStoreId(),
        valid.getCallerPrincipal(),
        valid.getCallerDn(),
        valid.getCallerUniqueId(),
        groups);
  }
}
