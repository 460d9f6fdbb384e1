package io.limitrate.internal.servlet;

import io.limitrate.CallOutcome;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request that the filter has seen. It keeps our headers after {@link #reset}. It
 * adds Retry-After and Cache-Control if the application answers a rejection by 429 or 503. It
 * notices when a write fails, which ends an asynchronous call in flight, and measures the body.
 */
final class LimitedResponse extends HttpServletResponseWrapper {
  private static final String RETRY_AFTER = "Retry-After";
  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpCall call;
  private boolean retryAfterIsOurs;

  LimitedResponse(HttpServletResponse response, HttpCall call) {
    super(response);
    this.call = call;
  }

  /** Wraps the response of a later dispatch if the container passes its own, unwrapped response. */
  static HttpServletResponse of(
      HttpServletRequest request, HttpServletResponse response, HttpCall call) {
    DispatcherType dispatch = request.getDispatcherType();
    boolean own = dispatch == DispatcherType.ASYNC || dispatch == DispatcherType.ERROR;
    return own && !isWrapped(response) ? new LimitedResponse(response, call) : response;
  }

  private static boolean isWrapped(HttpServletResponse response) {
    return response instanceof LimitedResponse
        || (response instanceof ServletResponseWrapper wrapper
            && wrapper.isWrapperFor(LimitedResponse.class));
  }

  @Override
  public void reset() {
    super.reset();
    discarded();
    retryAfterIsOurs = false;
    if (call.deviceCookie() != null) {
      super.addHeader("Set-Cookie", call.deviceCookie().text());
    }
    Application application = call.application();
    application.headers().write(call.ledger(), super::setHeader);
  }

  /** Watches the writes for policies that must know it if the client leaves: containers may not. */
  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream out = super.getOutputStream();
    return isWatched()
        ? new WatchedOutput(out, this::clientLeft, size(), getCharacterEncoding())
        : out;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter writer = super.getWriter();
    ResponseSize size = size();
    return size == null ? writer : new MeasuredWriter(writer, getCharacterEncoding(), size);
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    discarded();
  }

  private void discarded() {
    ResponseSize size = size();
    if (size != null) {
      size.discard();
    }
  }

  /** Returns the size of the response; {@code null} if no policy reads it. */
  private @Nullable ResponseSize size() {
    return call.application().limiter().needsEnds() && call.readsSize()
        ? ResponseSize.of(call.requestForApplication())
        : null;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (isWatched()) {
      WatchedOutput.watch(super::flushBuffer, this::clientLeft);
    } else {
      super.flushBuffer();
    }
  }

  private boolean isWatched() {
    return call.application().limiter().needsEnds() && (call.isSlotted() || call.awaitsResult());
  }

  /** Ends an asynchronous call. Any other call ends when its thread returns. */
  private void clientLeft() {
    HttpServletRequest request = call.requestForApplication();
    call.settle(RequestEnd.result(call, request, CallOutcome.ABORTED, getStatus(), null));
    if (request.isAsyncStarted()) {
      call.ledger().end(CallOutcome.ABORTED);
    }
  }

  @Override
  public void setStatus(int status) {
    super.setStatus(status);
    answering(status);
  }

  @Override
  public void sendError(int status) throws IOException {
    answering(status);
    super.sendError(status);
    discarded();
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    answering(status);
    super.sendError(status, message);
    discarded();
  }

  /** Adds the headers that the answer to a rejection needs, unless the application has set them. */
  private void answering(int status) {
    if ((status == TOO_MANY_REQUESTS || status == SC_SERVICE_UNAVAILABLE)
        && !containsHeader(RETRY_AFTER)
        && call.ledger().mostConstrained().filter(charge -> !charge.permitted()).isPresent()) {
      Application application = call.application();
      Rejection rejection = application.rejections().of(call.ledger().verdict(), null);
      rejection.headers().forEach(this::setMissing);
      retryAfterIsOurs = true;
    }
  }

  private void setMissing(String name, String value) {
    if (!containsHeader(name)) {
      super.setHeader(name, value);
    }
  }

  /** Replaces our Retry-After by the application's, because a response has at most one. */
  @Override
  public void addHeader(String name, String value) {
    if (replacesOurs(name)) {
      super.setHeader(name, value);
    } else {
      super.addHeader(name, value);
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (replacesOurs(name)) {
      super.setIntHeader(name, value);
    } else {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void addDateHeader(String name, long value) {
    if (replacesOurs(name)) {
      super.setDateHeader(name, value);
    } else {
      super.addDateHeader(name, value);
    }
  }

  private boolean replacesOurs(String name) {
    return retryAfterIsOurs && name.equalsIgnoreCase(RETRY_AFTER);
  }
}
