package io.limitrate.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Server-sent events, the first of which is sent at once. */
record Stream(AsyncContext async, OutputStream out) {
  private static final byte[] EVENT = "data: x\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** More than a client reads that leaves after the first event. */
  private static final int EVENTS = 20_000;

  /** The time-out of a silent stream: longer than the longest duration of its call. */
  private static final long SILENT_MILLIS = TimeUnit.SECONDS.toMillis(30);

  static Stream begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream");
    Stream stream = new Stream(request.startAsync(), response.getOutputStream());
    stream.send();
    return stream;
  }

  private void send() throws IOException {
    out.write(EVENT);
    out.flush();
  }

  /** Sends events until the client has left. The stream has no time-out. */
  void endless() {
    async.setTimeout(0);
    async.start(
        () -> {
          try {
            for (int i = 0; i < EVENTS; i++) {
              LockSupport.parkNanos(PAUSE_NANOS);
              send();
            }
          } catch (IOException | RuntimeException e) {
            // the client has left
          } finally {
            EndServlet.completeIfOpen(async);
          }
        });
  }

  /** Sends nothing more. */
  void silent() {
    async.setTimeout(SILENT_MILLIS);
  }
}
