package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the methods of a newer Servlet API than the library is compiled against: a method that
 * commits the response must pass through our wrapper. Runs on Servlet 6.0, and on 6.1 in the
 * execution {@code ee11}.
 */
class ServletApiTest {
  private static final String RESPONSE = "io.limitrate.internal.login.servlet.LoginResponse";

  private static final Set<String> COMMITTING =
      Set.of("sendRedirect", "flushBuffer", "getWriter", "getOutputStream");

  /**
   * Methods that the wrapper need not override. An error is no success, so {@code sendError} needs
   * no cookie.
   */
  private static final Set<String> OTHERS =
      Set.of(
          "sendError",
          "reset",
          "resetBuffer",
          "addCookie",
          "containsHeader",
          "encodeURL",
          "encodeRedirectURL",
          "setDateHeader",
          "addDateHeader",
          "setHeader",
          "addHeader",
          "setIntHeader",
          "addIntHeader",
          "setStatus",
          "getStatus",
          "getHeader",
          "getHeaders",
          "getHeaderNames",
          "setTrailerFields",
          "getTrailerFields",
          "getCharacterEncoding",
          "getContentType",
          "setCharacterEncoding",
          "setContentLength",
          "setContentLengthLong",
          "setContentType",
          "setBufferSize",
          "getBufferSize",
          "isCommitted",
          "setLocale",
          "getLocale");

  static Stream<Method> committing() {
    return Arrays.stream(HttpServletResponse.class.getMethods())
        .filter(method -> COMMITTING.contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("committing")
  void loginsResponseOverridesWhatCommits(Method method) throws Exception {
    Method ours = Class.forName(RESPONSE).getMethod(method.getName(), method.getParameterTypes());

    assertThat(ours.getDeclaringClass().getName()).isEqualTo(RESPONSE);
  }

  @Test
  void everyMethodOfTheResponseIsKnownToCommitOrNot() {
    assertThat(HttpServletResponse.class.getMethods())
        .extracting(Method::getName)
        .allMatch(name -> COMMITTING.contains(name) || OTHERS.contains(name));
  }
}
