package io.limitrate.internal.login.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Calls a method of Servlet 6.1 that the API at compile time does not have. */
final class Servlet61 {
  private static final @Nullable MethodHandle SEND_REDIRECT = sendRedirect();

  private Servlet61() {}

  private static @Nullable MethodHandle sendRedirect() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(
              HttpServletResponse.class,
              "sendRedirect",
              MethodType.methodType(void.class, String.class, int.class, boolean.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /**
   * Calls {@code HttpServletResponse.sendRedirect(String, int, boolean)}.
   *
   * @throws UnsupportedOperationException on an older container
   */
  static void sendRedirect(
      HttpServletResponse response, String location, int status, boolean clearBuffer)
      throws IOException {
    MethodHandle method = SEND_REDIRECT;
    if (method == null) {
      throw new UnsupportedOperationException("sendRedirect with a status needs Servlet 6.1");
    }
    try {
      method.invokeExact(response, location, status, clearBuffer);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
