package io.limitrate.sample.llm;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Lets customers in by their API key. It runs before the limits, so that a key which nobody has is
 * answered by 401 and neither costs a customer anything nor leaves a counter behind.
 */
@Provider
@ApiKeyRequired
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter implements ContainerRequestFilter {
  /** Stands for the table of customers; limitrate.yaml says which tier each is in. */
  private static final Set<String> CUSTOMERS = Set.of("free-demo", "premium-demo");

  @Override
  public void filter(ContainerRequestContext request) {
    String key = request.getHeaderString("X-Api-Key");
    if (key == null || !CUSTOMERS.contains(key)) {
      throw new NotAuthorizedException(
          "Send a known key in X-Api-Key: free-demo or premium-demo", "ApiKey realm=\"llm\"");
    }
  }
}
