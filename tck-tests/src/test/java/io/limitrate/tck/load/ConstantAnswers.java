package io.limitrate.tck.load;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends the headers and the rejections of Limitrate, and limits nothing: shows what the answers
 * alone cost. With a limit that a client can reach, one request of ten passes, as in a flood.
 */
final class ConstantAnswers extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int UNREACHABLE = 100_000_000;
  private static final int FLOOD = 10;

  private final String limit;
  private final byte[] problem;
  private final boolean floods;
  private final AtomicInteger requests = new AtomicInteger();

  ConstantAnswers(int perSecond) {
    limit = Integer.toString(perSecond);
    floods = perSecond < UNREACHABLE;
    problem =
        """
        {"type":"https://iana.org/assignments/http-problem-types#quota-exceeded",\
        "title":"Quota exceeded","status":429,\
        "detail":"Policy api allows %d/1s fixed-window. Try again in 1 second.",\
        "violated-policies":["api"]}"""
            .formatted(perSecond)
            .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean passes = !floods || requests.getAndIncrement() % FLOOD == 0;
    response.setHeader("X-RateLimit-Limit", limit);
    response.setHeader("X-RateLimit-Remaining", passes ? limit : "0");
    response.setHeader("X-RateLimit-Reset", "1764590400");
    if (passes) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Retry-After", "1");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setStatus(429);
      response.setContentType("application/problem+json");
      response.setContentLength(problem.length);
      response.getOutputStream().write(problem);
    }
  }
}
