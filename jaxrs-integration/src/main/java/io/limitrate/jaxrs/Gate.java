package io.limitrate.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.aspect.Turn;
import io.limitrate.runtime.ApplicationCall;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/** Stands in front of one limited resource method. */
final class Gate implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String PASSAGE = Gate.class.getName();

  private final Endpoints endpoints;
  private final Endpoint endpoint;

  Gate(Endpoints endpoints, Endpoint endpoint) {
    this.endpoints = endpoints;
    this.endpoint = endpoint;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    ApplicationCall known = endpoints.call(request);
    ResourceCall call = call(request, known);
    Verdict verdict = known.limitrate().limiter().check(call, known.limitrate().policies(endpoint));
    Passage passage = new Passage(call, verdict, known instanceof RequestCall);
    request.setProperty(PASSAGE, passage);
    if (verdict.permitted() && turn(verdict)) {
      Scope.open(request, call, passage.ours, endpoint);
    } else {
      request.abortWith(Answer.of(known.limitrate(), verdict, request.getHeaderString("Accept")));
    }
  }

  private ResourceCall call(ContainerRequestContext request, ApplicationCall known) {
    try {
      return new ResourceCall(endpoint, request, known);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e);
    }
  }

  private static boolean turn(Verdict verdict) {
    try {
      if (!verdict.delay().equals(Duration.ZERO)) {
        Turn.await(verdict);
      }
      return true;
    } catch (RateLimitExceededException | CancellationException e) {
      return false;
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(PASSAGE) instanceof Passage passage) {
      Scope.close(request);
      if (passage.ours) {
        passage
            .call
            .limitrate()
            .headers()
            .write(passage.verdict, passage.call.ledger(), response.getHeaders()::putSingle);
      }
    }
  }

  /**
   * A request's way through the gate.
   *
   * @param ours whether no servlet filter is there, which would set headers and close the scope
   */
  private record Passage(ResourceCall call, Verdict verdict, boolean ours) {}
}
