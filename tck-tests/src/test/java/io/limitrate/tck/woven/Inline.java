package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource whose annotations contain the quotas. */
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
