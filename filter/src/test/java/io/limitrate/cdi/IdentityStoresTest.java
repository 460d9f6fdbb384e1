package io.limitrate.cdi;

import static jakarta.security.enterprise.identitystore.CredentialValidationResult.INVALID_RESULT;
import static jakarta.security.enterprise.identitystore.CredentialValidationResult.NOT_VALIDATED_RESULT;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.PROVIDE_GROUPS;
import static jakarta.security.enterprise.identitystore.IdentityStore.ValidationType.VALIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.credential.CallerOnlyCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of Jakarta Security 3.0 for several identity stores. */
class IdentityStoresTest {
  private static final Credential ALICE = new CallerOnlyCredential("alice");
  private static final CredentialValidationResult FIRST = valid("first");
  private static final CredentialValidationResult SECOND = valid("second");

  @Test
  void asksInTheOrderOfPriorityUntilOneKnowsTheCaller() {
    Store first = new Store(1, Set.of(VALIDATE, PROVIDE_GROUPS), FIRST, Set.of());
    Store second = new Store(2, Set.of(VALIDATE, PROVIDE_GROUPS), SECOND, Set.of());

    assertThat(validate(second, first).getCallerGroups()).containsExactly("first");
  }

  @Test
  void goesOnAfterAStoreThatDoesNotKnowTheCaller() {
    Store first = new Store(1, Set.of(VALIDATE), INVALID_RESULT, Set.of());
    Store second = new Store(2, Set.of(VALIDATE, PROVIDE_GROUPS), SECOND, Set.of());

    assertThat(validate(first, second).getCallerGroups()).containsExactly("second");
  }

  @Test
  void invalidOutweighsNotValidated() {
    Store first = new Store(1, Set.of(VALIDATE), INVALID_RESULT, Set.of());
    Store second = new Store(2, Set.of(VALIDATE), NOT_VALIDATED_RESULT, Set.of());

    assertThat(validate(first, second)).isSameAs(INVALID_RESULT);
    assertThat(validate(second)).isSameAs(NOT_VALIDATED_RESULT);
    assertThat(validate()).isSameAs(NOT_VALIDATED_RESULT);
  }

  @Test
  void takesGroupsFromThoseOnlyThatProvideThem() {
    Store checks = new Store(1, Set.of(VALIDATE), FIRST, Set.of("unasked"));
    Store both = new Store(2, Set.of(VALIDATE, PROVIDE_GROUPS), SECOND, Set.of("unasked"));
    Store provides = new Store(3, Set.of(PROVIDE_GROUPS), SECOND, Set.of("staff"));

    CredentialValidationResult result = validate(checks, both, provides);

    assertThat(result.getCallerGroups()).containsExactly("staff");
    assertThat(result.getCallerPrincipal().getName()).isEqualTo("alice");
    assertThat(result.getIdentityStoreId()).isEqualTo("first");
    assertThat(result.getCallerDn()).isEqualTo("dn");
    assertThat(result.getCallerUniqueId()).isEqualTo("id");
  }

  @Test
  void whoProvidesGroupsOnlyKnowsNobody() {
    Store provides = new Store(1, Set.of(PROVIDE_GROUPS), FIRST, Set.of("staff"));

    assertThat(validate(provides)).isSameAs(NOT_VALIDATED_RESULT);
  }

  private static CredentialValidationResult valid(String store) {
    return new CredentialValidationResult(store, "alice", "dn", "id", Set.of(store));
  }

  private static CredentialValidationResult validate(IdentityStore... stores) {
    return new IdentityStores(List.of(stores)).validate(ALICE);
  }

  private record Store(
      int priority,
      Set<ValidationType> validationTypes,
      CredentialValidationResult result,
      Set<String> groups)
      implements IdentityStore {
    @Override
    public CredentialValidationResult validate(Credential credential) {
      return result;
    }

    @Override
    public Set<String> getCallerGroups(CredentialValidationResult valid) {
      return groups;
    }
  }
}
