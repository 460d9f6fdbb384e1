package io.limitrate.tck.app.rest;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** A limited resource that calls a method with the same policy. */
@Path("calling")
@Produces(MediaType.TEXT_PLAIN)
public class CallingResource {

  /** Creates the resource. The JAX-RS runtime calls this constructor. */
  public CallingResource() {}

  /** Calls the limited method three times. */
  @GET
  @RateLimited(policy = "once")
  public String threeTimes() {
    Called called = new Called();
    return called.call() + called.call() + called.call();
  }

  /** A class that is no resource. */
  static class Called {

    @RateLimited(policy = "once")
    String call() {
      return "called ";
    }
  }
}
