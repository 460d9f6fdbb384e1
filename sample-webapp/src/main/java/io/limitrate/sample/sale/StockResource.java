package io.limitrate.sample.sale;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * How many are left: asked by every open page at once.
 *
 * <p>Its limit is in limitrate.yaml, where it can be tuned on the day of the sale without a build.
 */
@Path("stock/{sku: [A-Za-z0-9-]{1,40}}")
public final class StockResource {
  private static final int MOST = 500;

  /** What is in stock; the stand-in warehouse has every product. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Stock stock(@PathParam("sku") String sku) {
    return new Stock(sku, 1 + Math.floorMod(sku.hashCode(), MOST));
  }

  /**
   * What is left of a product.
   *
   * @param sku the product
   * @param available the number left, 1 to 500
   */
  public record Stock(String sku, int available) {}
}
