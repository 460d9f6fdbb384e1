package io.limitrate.tck.app.rest;

import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A resource whose annotations contain the quotas. */
@Path("inline")
@Produces(MediaType.TEXT_PLAIN)
@RateLimited("2/1h")
public class InlineResource {

  /** Creates the resource. The JAX-RS runtime calls this constructor. */
  public InlineResource() {}

  /** Limited by its class. */
  @GET
  @Path("class")
  public String ofTheClass() {
    return "class";
  }

  /** Limited by itself. */
  @GET
  @Path("method")
  @RateLimited("10/1h")
  public String ofTheMethod() {
    return "method";
  }

  /** Not limited. */
  @GET
  @Path("exempt")
  @RateLimitExempt
  public String exempt() {
    return "exempt";
  }
}
