package io.limitrate.jaxrs.woven;

import io.limitrate.CallScope;
import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import io.limitrate.internal.engine.Ledger;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Woven resources. */
@Path("models")
public class Models {
  private final Service service = new Service();

  @GET
  @RateLimited("2/1m")
  public String list() {
    return "list";
  }

  @GET
  @Path("later")
  @RateLimited("2/1m")
  public void later(@Suspended AsyncResponse response) {
    response.resume("later");
  }

  @GET
  @Path("stage")
  @RateLimited("2/1m")
  public CompletionStage<String> stage() {
    return CompletableFuture.completedFuture("stage");
  }

  @POST
  @Consumes(MediaType.TEXT_PLAIN)
  @RateLimited("1/1m")
  public String ask(@RateLimitKey("question") String question) {
    return question;
  }

  @GET
  @Path("service")
  public String service() {
    return service.get();
  }

  @GET
  @Path("service/stage")
  public CompletionStage<String> serviceStage() {
    return service.stage();
  }

  @GET
  @Path("scope")
  public String scope() {
    return String.valueOf(Ledger.of(CallScope.current()).charges().count());
  }

  /** A service that resources without limits call. */
  static class Service {
    @RateLimited("1/1m")
    String get() {
      return "service";
    }

    @RateLimited("1/1m")
    CompletionStage<String> stage() {
      return CompletableFuture.completedFuture("service");
    }

    @RateLimited("1/1m")
    void unused(@RateLimitCost int cost) {}
  }
}
