package io.limitrate.tck.app.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways in which an application may report the outcome of a login by a redirect. */
final class Redirects {
  private Redirects() {}

  static void send(
      String way, boolean right, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String page = right ? "home" : "form";
    String query = right ? "?from=https://x/cart" : "?error&next=https://x/logins/home";
    String directory = request.getContextPath() + "/logins/";
    switch (way) {
      case "/relative" -> response.sendRedirect("./" + page + query);
      case "/session" -> response.sendRedirect(directory + page + ";jsessionid=1A2B" + query);
      case "/absolute" -> response.sendRedirect(host(request) + directory + page + query);
      case "/located" -> {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", page + query);
        response.flushBuffer();
      }
      case "/redirect-status" -> newer(response, directory + page + query, 303);
      case "/redirect-clear" -> newer(response, directory + page + query, true);
      case "/redirect-both" -> newer(response, directory + page + query, 303, true);
      default -> response.sendRedirect(directory + page + query);
    }
  }

  private static String host(HttpServletRequest request) {
    return request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
  }

  /**
   * Calls a method of Servlet 6.1 if the container has it, otherwise {@code sendRedirect(String)}.
   */
  private static void newer(HttpServletResponse response, Object... arguments) throws IOException {
    try {
      List<Class<?>> types = new ArrayList<>();
      Arrays.stream(arguments).forEach(argument -> types.add(primitive(argument.getClass())));
      HttpServletResponse.class
          .getMethod("sendRedirect", types.toArray(Class<?>[]::new))
          .invoke(response, arguments);
    } catch (NoSuchMethodException e) {
      response.sendRedirect((String) arguments[0]);
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  private static Class<?> primitive(Class<?> type) {
    if (type == Integer.class) {
      return int.class;
    }
    return type == Boolean.class ? boolean.class : type;
  }
}
