package io.limitrate.jaxrs.woven;

import io.limitrate.annotation.RateLimited;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Resources that wrap the exception of a service. */
@Path("wrapping")
public class Wrapping {

  @GET
  @Path("completion")
  public String completion() {
    return CompletableFuture.supplyAsync(Wrapping::call, Runnable::run).join();
  }

  @GET
  @Path("undeclared")
  public String undeclared() {
    try {
      return call();
    } catch (RuntimeException e) {
      throw new UndeclaredThrowableException(e);
    }
  }

  @GET
  @Path("state")
  public String state() {
    try {
      return call();
    } catch (RuntimeException e) {
      throw new IllegalStateException(new IllegalStateException(e));
    }
  }

  @GET
  @Path("io")
  public String io() throws IOException {
    try {
      return call();
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }

  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(Wrapping::call, Runnable::run).thenApply(a -> a);
  }

  @GET
  @Path("suspended")
  public void suspended(@Suspended AsyncResponse response) {
    try {
      response.resume(call());
    } catch (RuntimeException e) {
      response.resume(new CompletionException(e));
    }
  }

  /** Answers itself. */
  @GET
  @Path("own")
  public String own() {
    try {
      return call();
    } catch (RuntimeException e) {
      throw new ServiceUnavailableException(7L, e);
    }
  }

  /** Fails for another reason. */
  @GET
  @Path("other")
  public String other() {
    throw new IllegalStateException(new IOException("other"));
  }

  @RateLimited(value = "1/1m", key = "global")
  private static String call() {
    return "called";
  }
}
