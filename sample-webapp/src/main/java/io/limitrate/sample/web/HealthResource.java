package io.limitrate.sample.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What a load balancer asks all the time; limitrate.yaml exempts it from every limit. */
@Path("health")
public final class HealthResource {

  /** That the application answers. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Health health() {
    return new Health("UP");
  }

  /**
   * The answer.
   *
   * @param status always UP
   */
  public record Health(String status) {}
}
