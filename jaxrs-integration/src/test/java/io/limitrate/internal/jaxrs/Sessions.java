package io.limitrate.internal.jaxrs;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.jaxrs.woven.Directory;
import io.limitrate.servlet.LoginOutcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Resources that check a login and are not woven. The right password is {@code right}. */
@Path("sessions")
public class Sessions {
  static final AtomicInteger CHECKS = new AtomicInteger();

  private final Directory directory = new Directory();

  private static Response check(String password) {
    CHECKS.incrementAndGet();
    if (!"right".equals(password)) {
      throw new NotAuthorizedException("Form");
    }
    return Response.noContent().build();
  }

  @POST
  @Path("form")
  @LoginProtected
  public Response form(
      @FormParam("user") @LoginUsername String name, @FormParam("password") String password) {
    return check(password);
  }

  @POST
  @Path("json")
  @Consumes(MediaType.APPLICATION_JSON)
  @LoginProtected
  public Response json(String credentials) {
    return check(credentials.contains("\"right\"") ? "right" : credentials);
  }

  @POST
  @Path("users/{name}")
  @Consumes(MediaType.TEXT_PLAIN)
  @LoginProtected
  public Response path(@PathParam("name") @LoginUsername String name, String password) {
    return check(password);
  }

  @POST
  @Path("stage")
  @LoginProtected
  public CompletionStage<Response> stage(
      @HeaderParam("User") @LoginUsername String name, @HeaderParam("Password") String password) {
    return CompletableFuture.supplyAsync(() -> check(password));
  }

  @POST
  @Path("breaking")
  @LoginProtected
  public Response breaking(@HeaderParam("User") @LoginUsername String name) {
    throw new IllegalStateException("broken");
  }

  @POST
  @Path("cookie")
  @LoginProtected
  public Response cookie(@HeaderParam("User") @LoginUsername String name) {
    return Response.noContent().cookie(new NewCookie.Builder("own").value("1").build()).build();
  }

  @POST
  @Path("session")
  @LoginProtected
  public Response session(
      @HeaderParam("User") @LoginUsername String name, @Context HttpServletRequest request) {
    request.getSession();
    return Response.noContent().build();
  }

  @POST
  @Path("told")
  @LoginProtected
  public Response told(
      @HeaderParam("User") @LoginUsername String name, @Context HttpServletRequest request) {
    LoginOutcome.success(request, name);
    return Response.ok("welcome").build();
  }

  @POST
  @Path("service")
  @LoginProtected
  public Response service(
      @HeaderParam("User") @LoginUsername String name, @HeaderParam("Password") String password) {
    return directory.check(name, password)
        ? Response.noContent().build()
        : Response.status(401).build();
  }

  /** A username that cannot be read before the method is invoked. */
  @Path("wrong")
  public static class Wrong {

    @POST
    @LoginProtected
    public void entity(@LoginUsername String entity) {}
  }

  /** A login that is not configured. */
  @Path("unknown")
  public static class Unknown {

    @POST
    @LoginProtected("nowhere")
    public void entity(@HeaderParam("User") @LoginUsername String name) {}
  }
}
