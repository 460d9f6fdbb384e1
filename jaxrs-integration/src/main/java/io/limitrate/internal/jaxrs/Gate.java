package io.limitrate.internal.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.aspect.CallDelay;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Stands in front of one resource method. */
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
    RequestCall ours = known instanceof RequestCall unfiltered ? unfiltered : null;
    if (endpoint.plan().unlimited()) {
      request.setProperty(PASSAGE, new Passage(known, ours));
      Scope.open(request, known, ours != null, endpoint);
    } else {
      ResourceCall call = call(request, known);
      request.setProperty(PASSAGE, new Passage(call, ours));
      check(request, call, ours != null);
    }
  }

  private void check(ContainerRequestContext request, ResourceCall call, boolean ours) {
    Application limitrate = call.application();
    Verdict verdict = limitrate.limiter().check(call, limitrate.policies(endpoint));
    if (verdict.permitted() && turn(verdict)) {
      Scope.open(request, call, ours, endpoint);
    } else {
      Response answer = Answer.of(limitrate, verdict, request.getHeaderString("Accept"));
      request.abortWith(endpoints.answer(new RateLimitExceededException(verdict), answer));
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
        CallDelay.await(verdict);
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
      if (passage.ours != null && !passage.ours.describesLogin()) {
        Headers.write(passage.call, response);
      }
    }
  }

  /**
   * A request's way through the gate.
   *
   * @param ours the request where no servlet filter is there, which would set headers and close the
   *     scope
   */
  private record Passage(ApplicationCall call, @Nullable RequestCall ours) {}
}
