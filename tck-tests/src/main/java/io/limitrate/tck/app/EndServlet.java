package io.limitrate.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Ends each request in the way that its path names, and tells how many requests have ended. */
public final class EndServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** More than the buffers of a connection hold. */
  private static final int CHUNKS = 2_000;

  private static final int BYTES = 55;

  /** Creates the servlet. The container calls this constructor. */
  public EndServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/ends" -> response.getWriter().print(Ends.text(request.getParameter("policy")));
      case "/exception" -> throw new ServletException("on purpose");
      case "/error" -> throw new AssertionError("on purpose");
      case "/status" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      case "/forward" -> request.getRequestDispatcher("/target").forward(request, response);
      case "/include" -> request.getRequestDispatcher("/target").include(request, response);
      case "/thread" -> complete(request.startAsync());
      case "/late" -> request.startAsync().setTimeout(100);
      case "/listener" -> complete(listened(request.startAsync()));
      case "/late-listener" -> listened(request.startAsync()).setTimeout(100);
      case "/twice", "/thrown" -> dispatch(request);
      case "/left" -> write(request.startAsync());
      case "/stream" -> Stream.begin(request, response).endless();
      case "/silent" -> Stream.begin(request, response).silent();
      case "/nothing" -> response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      case "/bytes" -> response.getOutputStream().write(new byte[BYTES]);
      case "/characters" -> writeCharacters(response);
      case "/later" -> writeLater(request.startAsync());
      default -> response.getWriter().print("returned");
    }
  }

  /** Writes a character of two bytes for each two bytes, and one of one byte. */
  private static void writeCharacters(HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().print("\u00e9".repeat(BYTES / 2) + "e");
  }

  private static void writeLater(AsyncContext async) {
    async.start(
        () -> {
          try {
            async.getResponse().getOutputStream().write(new byte[BYTES]);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            async.complete();
          }
        });
  }

  private static AsyncContext listened(AsyncContext async) {
    async.addListener(new FailingListener());
    return async;
  }

  private static void complete(AsyncContext async) {
    async.start(async::complete);
  }

  /** Dispatches the request twice, to itself. */
  private static void dispatch(HttpServletRequest request) {
    int cycle = request.getAttribute("cycle") instanceof Integer last ? last + 1 : 1;
    request.setAttribute("cycle", cycle);
    if (cycle < 3) {
      request.startAsync().dispatch();
    } else if (request.getPathInfo().equals("/thrown")) {
      throw new IllegalStateException("on purpose");
    }
  }

  /** Writes on another thread until the client has left. */
  private static void write(AsyncContext async) {
    async.start(
        () -> {
          try {
            for (int i = 0; i < CHUNKS; i++) {
              async.getResponse().getOutputStream().write(new byte[10_000]);
              async.getResponse().flushBuffer();
            }
          } catch (IOException | RuntimeException e) {
            // the client has left
          } finally {
            completeIfOpen(async);
          }
        });
  }

  static void completeIfOpen(AsyncContext async) {
    try {
      async.complete();
    } catch (RuntimeException e) {
      // the container has completed the request
    }
  }
}
