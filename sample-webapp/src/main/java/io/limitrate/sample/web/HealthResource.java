package io.limitrate.sample.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The health check, which a load balancer requests continuously. limitrate.yaml exempts it from
 * every limit.
 */
@Path("health")
public final class HealthResource {

  /** Returns that the application is up. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Health health() {
    return new Health("UP");
  }

  /**
   * The response to a health check.
   *
   * @param status always UP
   */
  public record Health(String status) {}
}
