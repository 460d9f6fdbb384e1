package io.limitrate.tck.cdi.app;

import io.limitrate.annotation.RateLimited;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A resource that is a bean. */
@ApplicationScoped
@Path("/")
public class BeanResource {

  @GET
  @Path("plain")
  @RateLimited(policy = "resource")
  public String plain() {
    return "done";
  }

  @GET
  @Path("stage")
  @RateLimited(policy = "resource")
  public CompletionStage<String> stage() {
    return CompletableFuture.completedFuture("done");
  }
}
