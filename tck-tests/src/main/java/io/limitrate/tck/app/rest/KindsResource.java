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

/** Every kind of resource method, all under one policy. */
@Path("kinds")
@Produces(MediaType.TEXT_PLAIN)
public class KindsResource {
  private static final String POLICY = "once";

  /** For the runtime. */
  public KindsResource() {}

  /** An answer at once. */
  @GET
  @Path("plain")
  @RateLimited(policy = POLICY)
  public String plain() {
    return "plain";
  }

  /** The same, and a rule of the filter has the policy too. */
  @GET
  @Path("ruled")
  @RateLimited(policy = POLICY)
  public String ruled() {
    return "ruled";
  }

  /** An answer from another thread. */
  @GET
  @Path("suspended")
  @RateLimited(policy = POLICY)
  public void suspended(@Suspended AsyncResponse response) {
    new Thread(() -> response.resume("suspended")).start();
  }

  /** An answer that is promised. */
  @GET
  @Path("stage")
  @RateLimited(policy = POLICY)
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "stage");
  }

  /** An answer in parts. */
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RateLimited(policy = POLICY)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    try (sink) {
      sink.send(sse.newEvent("event"));
    }
  }

  /** An answer by another object. */
  @Path("locator")
  public Part locator() {
    return new Part();
  }

  /** A sub-resource. */
  @Produces(MediaType.TEXT_PLAIN)
  public static class Part {

    /** Its answer. */
    @GET
    @Path("part")
    @RateLimited(policy = POLICY)
    public String part() {
      return "part";
    }
  }
}
