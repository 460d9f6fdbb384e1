package io.limitrate.sample.sale;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Product details, which scrapers and people who reload the page request. */
@Path("products/{id: [A-Za-z0-9-]{1,40}}")
public final class ProductResource {
  private static final int PRICES = 900;

  /**
   * Returns one product. The catalogue is a stand-in that has every id.
   *
   * <p>The limit is beside the code that it protects, because it is part of the method's contract
   * and nobody tunes it during the sale. The sliding window log is exact: it never permits more
   * than 5 requests in any second.
   */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RateLimited(value = "5/1s sliding-window-log", key = "ip")
  public Product product(@PathParam("id") String id) {
    return new Product(id, "Lamp no. " + id, 100 + Math.floorMod(id.hashCode(), PRICES));
  }

  /**
   * A product on sale.
   *
   * @param id its id
   * @param name its name
   * @param priceCents its price in cents, 100 to 999
   */
  public record Product(String id, String name, int priceCents) {}
}
