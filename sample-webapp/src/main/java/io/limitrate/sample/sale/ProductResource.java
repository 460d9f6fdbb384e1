package io.limitrate.sample.sale;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Product details: what scrapers and people who press F5 ask for. */
@Path("products/{id: [A-Za-z0-9-]{1,40}}")
public final class ProductResource {
  private static final int PRICES = 900;

  /**
   * One product; the stand-in catalogue has every id.
   *
   * <p>The limit stands beside the code that it protects: it is part of what this method promises,
   * and nobody tunes it on the day. The log counts exactly, never more than 5 in any second.
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RateLimited(value = "5/1s sliding-window-log", key = "ip")
  public Product product(@PathParam("id") String id) {
    return new Product(id, "Lamp no. " + id, 100 + Math.floorMod(id.hashCode(), PRICES));
  }

  /**
   * A thing on sale.
   *
   * @param id its id
   * @param name what it is called
   * @param priceCents its price in cents, 100 to 999
   */
  public record Product(String id, String name, int priceCents) {}
}
