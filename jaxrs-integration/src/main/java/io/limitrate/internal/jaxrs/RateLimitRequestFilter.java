package io.limitrate.internal.jaxrs;

import io.limitrate.CallOutcome;
import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.engine.CallResult;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.Shed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Checks the limits of one resource method before each request, and writes the headers of the
 * response.
 */
final class RateLimitRequestFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String STATE = RateLimitRequestFilter.class.getName();

  private final EndpointFeature endpoints;
  private final Endpoint endpoint;

  RateLimitRequestFilter(EndpointFeature endpoints, Endpoint endpoint) {
    this.endpoints = endpoints;
    this.endpoint = endpoint;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    ApplicationCall known = endpoints.call(request);
    RequestCall ours = known instanceof RequestCall unfiltered ? unfiltered : null;
    if (ours != null) {
      Shed shed = ours.shed();
      if (shed != null) {
        reject(request, ours.application(), shed);
        return;
      }
    }
    boolean unlisted = ours == null || !ours.application().denies();
    if (endpoint.plan().unlimited() && unlisted) {
      request.setProperty(STATE, new State(known, ours));
      RequestCallScope.open(request, known, ours != null, endpoint);
    } else {
      ResourceCall call = call(request, known);
      request.setProperty(STATE, new State(call, ours));
      check(request, call, ours != null);
    }
  }

  private void check(ContainerRequestContext request, ResourceCall call, boolean ours) {
    Application limitrate = call.application();
    Execution execution = limitrate.limiter().check(call, limitrate.policies(endpoint));
    if (execution.permitted() && execution.await(call)) {
      RequestCallScope.open(request, call, ours, endpoint);
    } else {
      reject(request, limitrate, execution);
    }
  }

  private void reject(ContainerRequestContext request, Application limitrate, Execution execution) {
    Response answer = RejectionResponse.of(limitrate, execution, request.getHeaderString("Accept"));
    request.abortWith(endpoints.answer(new RateLimitExceededException(execution), answer));
  }

  private ResourceCall call(ContainerRequestContext request, ApplicationCall known) {
    try {
      return new ResourceCall(endpoint, request, known);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException(e);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(STATE) instanceof State state) {
      RequestCallScope.close(request);
      if (state.ours != null) {
        end(state.ours, state.call, response);
      }
    }
  }

  private static void end(
      RequestCall ours, ApplicationCall call, ContainerResponseContext response) {
    if (!ours.describesLogin()) {
      ResponseHeaders.write(call, response);
    }
    if (ours.ledger().awaitsResult()) {
      ours.ledger().settle(ofResponse(response));
    }
    ours.ledger().end(CallOutcome.RETURNED);
  }

  private static CallResult ofResponse(ContainerResponseContext response) {
    return CallResult.ofRequest(CallOutcome.RETURNED, response.getStatus(), null);
  }

  /**
   * The state of a request between the request filter and the response filter.
   *
   * @param ours the request when the servlet filter is absent, which otherwise sets headers, closes
   *     the scope and ends the request's executions
   */
  private record State(ApplicationCall call, @Nullable RequestCall ours) {}
}
