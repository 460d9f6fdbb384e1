package io.limitrate.internal.jaxrs;

import io.limitrate.Charge;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.response.Rejection;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MultivaluedMap;

/** Writes the response headers of a request that has not passed the servlet filter. */
final class ResponseHeaders {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVICE_UNAVAILABLE = 503;

  private ResponseHeaders() {}

  /**
   * Writes the limits and the remaining units. Writes Retry-After too when the call was rejected.
   */
  static void write(ApplicationCall call, ContainerResponseContext response) {
    Application limitrate = call.application();
    MultivaluedMap<String, Object> headers = response.getHeaders();
    Charge tightest = call.ledger().mostConstrained().orElse(null);
    if (tightest == null) {
      return;
    }
    Verdict all = call.ledger().verdict();
    limitrate.headers().write(call.ledger(), headers::putSingle);
    if (!tightest.permitted() && rejects(response.getStatus())) {
      Rejection rejection = limitrate.rejections().of(all, null);
      for (String name : ApplicationMapper.KEPT) {
        String value = rejection.headers().get(name);
        if (value != null && !headers.containsKey(name)) {
          headers.putSingle(name, value);
        }
      }
    }
  }

  private static boolean rejects(int status) {
    return status == TOO_MANY_REQUESTS || status == SERVICE_UNAVAILABLE;
  }
}
