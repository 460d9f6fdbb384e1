package io.limitrate.jaxrs.woven;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Woven resources that check a login themselves or through a woven service. */
@Path("woven")
public class WovenSessions {
  private final Directory directory = new Directory();

  private static Response answer(String password) {
    return Response.status("right".equals(password) ? 204 : 401).build();
  }

  @POST
  @Path("form")
  @LoginProtected
  public Response form(
      @FormParam("user") @LoginUsername String name, @FormParam("password") String password) {
    return answer(password);
  }

  @POST
  @Path("stage")
  @LoginProtected
  public CompletionStage<Response> stage(
      @HeaderParam("User") @LoginUsername String name, @HeaderParam("Password") String password) {
    return CompletableFuture.supplyAsync(() -> answer(password));
  }

  @POST
  @Path("json")
  @LoginProtected
  public Response json(String credentials) {
    return answer(credentials.contains("\"right\"") ? "right" : "wrong");
  }

  @POST
  @Path("service")
  public Response service(
      @HeaderParam("User") String name, @HeaderParam("Password") String password) {
    return Response.status(directory.check(name, password) ? 204 : 401).build();
  }
}
