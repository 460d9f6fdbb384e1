package io.limitrate.sample.sale;

import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * Buys, for those who are logged in.
 *
 * <p>Two limits meet here. The one per address (limitrate.yaml) counts every attempt, those without
 * a login too, before any work is done. The one per user ({@link Checkout}) counts purchases: who
 * is sent away to log in has not used it up.
 */
@Path("checkout")
public final class CheckoutResource {
  private final Checkout checkout = new Checkout();

  /** Buys one lamp: 201, 401 without a login, 429 when it is too soon. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  public Response checkout(@Context SecurityContext security) {
    Principal buyer = security.getUserPrincipal();
    if (buyer == null) {
      throw new NotAuthorizedException("Log in first: POST /login", "Session realm=\"sample\"");
    }
    return Response.status(Response.Status.CREATED).entity(checkout.buy(buyer.getName())).build();
  }
}
