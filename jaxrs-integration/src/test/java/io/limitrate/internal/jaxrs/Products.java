package io.limitrate.internal.jaxrs;

import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitExempt;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Resources that are not woven. */
@Path("products")
public class Products {
  public static final AtomicInteger ENTITIES = new AtomicInteger();

  @GET
  @RateLimited("2/1m")
  public String list() {
    return "list";
  }

  @GET
  @Path("free")
  public String free() {
    return "free";
  }

  @GET
  @Path("{id}")
  @RateLimited("1/1m")
  public String get(@PathParam("id") @RateLimitKey("id") int id) {
    return "product " + id;
  }

  @GET
  @Path("search/units")
  @RateLimited("10/1m")
  public String cost(@QueryParam("units") @DefaultValue("4") @RateLimitCost int units) {
    return "cost " + units;
  }

  @GET
  @Path("shelf/{name}")
  @RateLimited(value = "1/1m", key = "path:name")
  public String shelf(@PathParam("name") String name) {
    return name;
  }

  @POST
  @RateLimited("1/1m")
  @Consumes(MediaType.WILDCARD)
  public String put(Order order) {
    return order.text();
  }

  @GET
  @Path("later")
  @RateLimited("2/1m")
  public void later(@Suspended AsyncResponse response) {
    new Thread(() -> response.resume("later")).start();
  }

  @GET
  @Path("stage")
  @RateLimited("2/1m")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "stage");
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RateLimited("1/1m")
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    sink.send(sse.newEvent("one"));
    sink.send(sse.newEvent("two"));
    sink.close();
  }

  @Path("parts")
  public Parts parts() {
    return new Parts();
  }

  /** A sub-resource. */
  public static class Parts {
    @GET
    @RateLimited("1/1m")
    public String get() {
      return "part";
    }
  }

  /** An entity that records when the runtime reads it. */
  record Order(String text) {}

  /** Reads the entity. */
  public static class OrderReader implements MessageBodyReader<Order> {
    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] all, MediaType media) {
      return type == Order.class;
    }

    @Override
    public Order readFrom(
        Class<Order> type,
        Type generic,
        Annotation[] all,
        MediaType media,
        jakarta.ws.rs.core.MultivaluedMap<String, String> headers,
        InputStream entity)
        throws IOException {
      ENTITIES.incrementAndGet();
      return new Order(new String(entity.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The annotated interface of a resource. */
  @Path("contract")
  public interface Contract {
    @GET
    @RateLimited("1/1m")
    String get();

    @GET
    @Path("exempt")
    @RateLimited("1/1m")
    String exempt();
  }

  /** The resource that implements the interface. */
  public static class Implementation implements Contract {
    @Override
    public String get() {
      return "contract";
    }

    @Override
    @RateLimitExempt
    public String exempt() {
      return "exempt";
    }
  }
}
