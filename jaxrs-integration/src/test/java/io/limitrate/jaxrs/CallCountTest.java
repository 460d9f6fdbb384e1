package io.limitrate.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome.Counting;
import io.limitrate.Policy;
import io.limitrate.annotation.RateLimited;
import io.limitrate.config.Configuration;
import io.limitrate.internal.jaxrs.RestApplication;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy counts calls of resources by their status, behind the servlet filter and without it. */
class CallCountTest {
  private RestApplication application;

  private void start(boolean filtered) throws Exception {
    Policy policy =
        Policy.builder("failed")
            .quotas("3/1h")
            .count(Counting.of(List.of("404", "5xx"), List.of()))
            .build();
    Configuration configuration = Configuration.builder().policy(policy).build();
    application =
        filtered
            ? RestApplication.filtered(configuration, Things.class)
            : RestApplication.of(configuration, Things.class);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onlyFailedCallsCount(boolean filtered) throws Exception {
    start(filtered);
    for (String thing : List.of("one", "two", "three", "four", "later")) {
      assertThat(statusOf(thing)).isEqualTo(200);
    }

    assertThat(statusOf("missing")).isEqualTo(404);
    assertThat(statusOf("one")).isEqualTo(200);
    assertThat(statusOf("broken")).isEqualTo(502);
    assertThat(statusOf("thrown")).isEqualTo(500);

    assertThat(application.get("/things/one").statusCode()).isEqualTo(429);
  }

  /** Asks again while the unit of an earlier, asynchronous request is not returned yet. */
  private int statusOf(String thing) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    int status;
    do {
      status = application.get("/things/" + thing).statusCode();
    } while (status == 429 && deadline - System.nanoTime() > 0);
    return status;
  }

  /** Things, of which some are missing. */
  @Path("/things")
  public static class Things {
    @GET
    @Path("{name}")
    @RateLimited(policy = "failed")
    public String get(@PathParam("name") String name) {
      switch (name) {
        case "missing" -> throw new NotFoundException();
        case "broken" -> throw new ServerErrorException(502);
        case "thrown" -> throw new IllegalStateException("on purpose");
        default -> {
          return name;
        }
      }
    }

    @GET
    @Path("later")
    @RateLimited(policy = "failed")
    public void later(@Suspended AsyncResponse response) {
      new Thread(() -> response.resume("later")).start();
    }
  }
}
