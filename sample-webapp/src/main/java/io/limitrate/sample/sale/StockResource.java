package io.limitrate.sample.sale;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The remaining stock, which all open pages request at the same time.
 *
 * <p>The limit is in limitrate.yaml, so that an operator can tune it during the sale without a
 * build.
 */
@Path("stock/{sku: [A-Za-z0-9-]{1,40}}")
public final class StockResource {
  private static final int MOST = 500;

  /** Returns the stock of a product. The warehouse is a stand-in that has every product. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Stock stock(@PathParam("sku") String sku) {
    return new Stock(sku, 1 + Math.floorMod(sku.hashCode(), MOST));
  }

  /**
   * The stock of a product.
   *
   * @param sku the product
   * @param available the number of units that are left, 1 to 500
   */
  public record Stock(String sku, int available) {}
}
