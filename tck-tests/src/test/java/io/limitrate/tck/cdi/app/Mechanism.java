package io.limitrate.tck.cdi.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Authenticates a request that contains a name and a password, or for which a servlet requests
 * authentication.
 */
@ApplicationScoped
public class Mechanism implements HttpAuthenticationMechanism {
  @Inject private IdentityStoreHandler stores;

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Credential credential =
        context.isAuthenticationRequest()
            ? context.getAuthParameters().getCredential()
            : sent(request);
    if (credential == null) {
      return context.isProtected() ? context.responseUnauthorized() : context.doNothing();
    }
    CredentialValidationResult result = check(credential);
    if (result.getStatus() == Status.VALID) {
      return context.notifyContainerAboutLogin(result);
    }
    return context.isProtected() || context.isAuthenticationRequest()
        ? context.responseUnauthorized()
        : context.doNothing();
  }

  private CredentialValidationResult check(Credential credential) {
    try {
      return stores.validate(credential);
    } catch (IllegalStateException e) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
  }

  private static Credential sent(HttpServletRequest request) {
    String username = request.getParameter("username");
    return username == null || request.getServletPath().equals("/programmatic")
        ? null
        : new UsernamePasswordCredential(username, request.getParameter("password"));
  }
}
