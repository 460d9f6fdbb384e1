package io.limitrate.sample.llm;

import jakarta.annotation.Priority;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Admits customers by their API key. The filter runs before the limits. So a request with an
 * unknown key gets 401, takes no customer's units, and creates no counter.
 */
@Provider
@ApiKeyRequired
@Priority(Priorities.AUTHENTICATION)
public final class ApiKeyFilter implements ContainerRequestFilter {
  /** Stands for the table of customers. The tier of each customer is in limitrate.yaml. */
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
