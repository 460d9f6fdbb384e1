package io.limitrate.tck.woven;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every kind of resource method. */
@Path("")
public class Resource {

  @GET
  @Path("plain")
  @RateLimited(policy = "once")
  public String plain() {
    return "plain";
  }

  @GET
  @Path("suspended")
  @RateLimited(policy = "once")
  public void suspended(@Suspended AsyncResponse response) {
    new Thread(() -> response.resume("suspended")).start();
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RateLimited(policy = "once")
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    try (sink) {
      sink.send(sse.newEvent("event"));
    }
  }

  @GET
  @Path("stage")
  @RateLimited(policy = "once")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "stage");
  }

  @Path("locator")
  public Part locator() {
    return new Part();
  }

  @GET
  @Path("bean")
  public String bean() {
    return new Bean().threeTimes();
  }

  /** A sub-resource. */
  public static class Part {

    @GET
    @Path("part")
    @RateLimited(policy = "once")
    public String part() {
      return "part";
    }
  }
}
