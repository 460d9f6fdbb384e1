package io.limitrate.tck.app.rest;

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

/** Every kind of resource method, with one policy. */
@Path("kinds")
@Produces(MediaType.TEXT_PLAIN)
public class KindsResource {
  private static final String POLICY = "once";

  /** Creates the resource. The JAX-RS runtime calls this constructor. */
  public KindsResource() {}

  /** Returns its answer directly. */
  @GET
  @Path("plain")
  @RateLimited(policy = POLICY)
  public String plain() {
    return "plain";
  }

  /** Returns its answer directly; a rule of the filter applies the same policy. */
  @GET
  @Path("ruled")
  @RateLimited(policy = POLICY)
  public String ruled() {
    return "ruled";
  }

  /** Answers on another thread. */
  @GET
  @Path("suspended")
  @RateLimited(policy = POLICY)
  public void suspended(@Suspended AsyncResponse response) {
    new Thread(() -> response.resume("suspended")).start();
  }

  /** Returns a stage. */
  @GET
  @Path("stage")
  @RateLimited(policy = POLICY)
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "stage");
  }

  /** Sends server-sent events. */
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RateLimited(policy = POLICY)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    try (sink) {
      sink.send(sse.newEvent("event"));
    }
  }

  /** Returns a sub-resource. */
  @Path("locator")
  public Part locator() {
    return new Part();
  }

  /** A sub-resource. */
  @Produces(MediaType.TEXT_PLAIN)
  public static class Part {

    /** Returns the answer of the sub-resource. */
    @GET
    @Path("part")
    @RateLimited(policy = POLICY)
    public String part() {
      return "part";
    }
  }
}
