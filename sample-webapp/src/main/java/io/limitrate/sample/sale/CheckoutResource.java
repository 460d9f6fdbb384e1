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
 * The checkout, for users who are logged in.
 *
 * <p>Two limits apply. The limit per address (limitrate.yaml) counts every attempt before any work
 * is done, also an attempt without a login. The limit per user ({@link Checkout}) counts only
 * purchases, so an attempt without a login does not use it up.
 */
@Path("checkout")
public final class CheckoutResource {
  private final Checkout checkout = new Checkout();

  /** Buys one lamp. Answers 201, 401 without a login, or 429 if the last purchase is too recent. */
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
