package io.limitrate.tck.app.rest;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Limited, and calls what is limited by the same policy. */
@Path("calling")
@Produces(MediaType.TEXT_PLAIN)
public class CallingResource {

  /** For the runtime. */
  public CallingResource() {}

  /** Calls three times. */
  @GET
  @RateLimited(policy = "once")
  public String threeTimes() {
    Called called = new Called();
    return called.call() + called.call() + called.call();
  }

  /** No resource. */
  static class Called {

    @RateLimited(policy = "once")
    String call() {
      return "called ";
    }
  }
}
