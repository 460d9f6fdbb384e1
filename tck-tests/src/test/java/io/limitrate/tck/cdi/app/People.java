package io.limitrate.tck.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks passwords and counts the checks. */
@ApplicationScoped
public class People implements IdentityStore {
  private final AtomicInteger checks = new AtomicInteger();

  /** Checks a password. The default method of the interface calls this method. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    checks.incrementAndGet();
    return switch (credential.getPasswordAsString()) {
      case "right" -> new CredentialValidationResult(credential.getCaller(), Set.of("people"));
      case "lost" -> throw new IllegalStateException("the directory is lost");
      default -> CredentialValidationResult.INVALID_RESULT;
    };
  }

  int checks() {
    return checks.get();
  }
}
