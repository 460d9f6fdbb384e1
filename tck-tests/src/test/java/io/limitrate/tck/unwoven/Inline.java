package io.limitrate.tck.unwoven;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose annotations contain the quotas. It is not woven. */
@Path("inline")
@RateLimited("2/1m")
public class Inline {

  @GET
  @Path("class")
  public String ofTheClass() {
    return "class";
  }

  @GET
  @Path("method")
  @RateLimited("10/1m")
  public String ofTheMethod() {
    return "method";
  }
}
