package io.limitrate.tck.load;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A servlet with a known capacity on any machine: each request holds one of a few places for a
 * fixed time, as a request holds a connection to a database. Requests wait in order for a place.
 */
final class BusyServlet extends HttpServlet {
  static final int PLACES = 8;
  static final int MILLIS = 20;

  /** The requests a second that the servlet can answer. */
  static final int CAPACITY = PLACES * 1_000 / MILLIS;

  private static final long serialVersionUID = 1L;

  private final transient Semaphore places = new Semaphore(PLACES, true);

  BusyServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    places.acquireUninterruptibly();
    try {
      TimeUnit.MILLISECONDS.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
    response.setContentType("text/plain");
    response.getOutputStream().print("answered");
  }
}
