package io.limitrate.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.annotation.RateLimited;
import io.limitrate.config.Configuration;
import io.limitrate.internal.jaxrs.RestApplication;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServerErrorException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each permitted call of a resource ends once, behind the servlet filter and without it. */
class CallEndTest {
  private final Ends ends = new Ends();
  private RestApplication application;

  private void start(boolean filtered) throws Exception {
    Configuration configuration = Configuration.builder().listener(ends).build();
    application =
        filtered
            ? RestApplication.filtered(configuration, Ending.class)
            : RestApplication.of(configuration, Ending.class);
  }

  @AfterEach
  void close() throws Exception {
    application.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsOnceHoweverItEnds(boolean filtered) throws Exception {
    start(filtered);
    List<String> ways =
        List.of(
            "return", "exception", "error", "status", "later", "late", "stage", "failed", "events");

    for (String way : ways) {
      application.get("/end/" + way);
    }

    assertThat(ends.await(ways.size())).hasSize(ways.size());
    assertThat(ends.inFlight()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rejectedRequestDoesNotEndAndARequestThatCannotWaitGivesUp(boolean filtered)
      throws Exception {
    start(filtered);

    application.get("/end/once");
    assertThat(application.get("/end/once").statusCode()).isEqualTo(429);
    application.get("/end/queued");
    assertThat(application.get("/end/queued").statusCode()).isEqualTo(503);

    assertThat(ends.await(3)).containsExactly("RETURNED", "RETURNED", "GAVE_UP");
    assertThat(ends.inFlight()).isZero();
  }

  /** Ends in many ways. */
  @Path("/end")
  public static class Ending {
    @GET
    @Path("{way}")
    @RateLimited("100/1h")
    public String end(@PathParam("way") String way) {
      switch (way) {
        case "exception" -> throw new IllegalStateException("on purpose");
        case "error" -> throw new AssertionError("on purpose");
        case "status" -> throw new ServerErrorException(502);
        default -> {
          return way;
        }
      }
    }

    @GET
    @Path("later")
    @RateLimited("100/1h")
    public void later(@Suspended AsyncResponse response) {
      new Thread(() -> response.resume("later")).start();
    }

    @GET
    @Path("late")
    @RateLimited("100/1h")
    public void late(@Suspended AsyncResponse response) {
      response.setTimeout(50, TimeUnit.MILLISECONDS);
    }

    @GET
    @Path("stage")
    @RateLimited("100/1h")
    public CompletionStage<String> stage() {
      return CompletableFuture.supplyAsync(() -> "stage");
    }

    @GET
    @Path("failed")
    @RateLimited("100/1h")
    public CompletionStage<String> failed() {
      return CompletableFuture.failedFuture(new IllegalStateException("on purpose"));
    }

    @GET
    @Path("events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RateLimited("100/1h")
    public void events(@Context SseEventSink sink, @Context Sse sse) {
      try (sink) {
        sink.send(sse.newEvent("one"));
      }
    }

    @GET
    @Path("once")
    @RateLimited("1/1h")
    public String once() {
      return "once";
    }

    @GET
    @Path("queued")
    @RateLimited("1/1h leaky-bucket queue 3")
    public String queued() {
      return "queued";
    }
  }

  private static final class Ends implements DecisionListener {
    private final List<String> ends = new ArrayList<>();
    private int inFlight;

    @Override
    public synchronized void decided(Charge charge) {
      inFlight += charge.permitted() ? 1 : 0;
    }

    @Override
    public synchronized void ended(Charge charge, CallOutcome outcome, Duration duration) {
      inFlight--;
      ends.add(outcome.name());
      notifyAll();
    }

    /** Waits until so many calls have ended, for at most twenty seconds. */
    synchronized List<String> await(int count) throws InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (ends.size() < count && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
      }
      return List.copyOf(ends);
    }

    synchronized int inFlight() {
      return inFlight;
    }
  }
}
