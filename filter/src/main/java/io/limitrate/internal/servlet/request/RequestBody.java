package io.limitrate.internal.servlet.request;

import io.limitrate.UnreadableCallException;
import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.MalformedInputException;
import io.limitrate.internal.login.input.StrictForm;
import io.limitrate.internal.login.input.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of keys and costs from the body of a request. Throws an {@link
 * UnreadableCallException} if a value is ambiguous or cannot be read, and never reports such a
 * value as absent. Not thread-safe.
 */
public final class RequestBody {
  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

  private static final StrictJson JSON = new StrictJson(64);

  private final HttpServletRequest request;
  private final int longest;
  private final BodyType type;
  private final @Nullable BufferedRequest buffered;

  private RequestBody(HttpServletRequest request, int longest, @Nullable BufferedRequest buffered) {
    this.request = request;
    this.longest = longest;
    this.type = BodyType.of(request.getHeader("Content-Type"));
    this.buffered = buffered;
  }

  /**
   * Reads the body of a request before the application does.
   *
   * @param longest the longest body to read, in bytes
   */
  static RequestBody read(HttpServletRequest request, int longest) {
    try {
      return new RequestBody(
          request,
          longest,
          hasUnknownBody(request)
              ? BufferedRequest.untyped(request, longest)
              : BufferedRequest.of(request, longest));
    } catch (IOException e) {
      throw new UnreadableCallException(400, "the body cannot be read");
    }
  }

  /** Buffers the body of a request by other rules. */
  static RequestBody buffered(HttpServletRequest request, Buffer rules, int longest)
      throws IOException {
    return new RequestBody(request, longest, rules.read(request));
  }

  /** Rules by which the body of a request is buffered. */
  @FunctionalInterface
  public interface Buffer {
    /** Returns the request with its buffered body; {@code null} if the body is not buffered. */
    @Nullable BufferedRequest read(HttpServletRequest request) throws IOException;
  }

  /** Rejects a request without Content-Length that may have a body of unknown length. */
  static void checkHasNoBody(HttpServletRequest request) {
    boolean chunked = request.getHeader("Transfer-Encoding") != null;
    if (chunked || (!isHttp1(request) && !WITHOUT_BODY.contains(request.getMethod()))) {
      throw new UnreadableCallException(411, "the request must have a Content-Length");
    }
  }

  /** Returns the request with the buffered body; {@code null} if the body was not read. */
  @Nullable BufferedRequest buffered() {
    return buffered;
  }

  /** Returns the request for the application. */
  HttpServletRequest request() {
    return buffered == null ? request : buffered;
  }

  /**
   * Returns the value of a form field; {@code null} if the form does not have the field. Rejects a
   * field that occurs several times or in the query string too.
   */
  @Nullable String field(String name) {
    if (inQuery(name)) {
      throw new UnreadableCallException(400, "form:" + name + " must not be in the query string");
    }
    BufferedRequest body = type == BodyType.JSON ? null : present();
    List<String> values = body == null ? List.of() : values(body, name);
    if (values.size() > 1) {
      throw new UnreadableCallException(400, "form:" + name + " must be given once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Containers mix query and form in one parameter, so the application may read either. */
  private boolean inQuery(String name) {
    String query = request.getQueryString();
    return query != null && FormFields.has(query, StandardCharsets.UTF_8, name);
  }

  private static List<String> values(BufferedRequest body, String name) {
    if (body.parsed()) {
      String[] values = body.container().getParameterValues(name);
      return values == null ? List.of() : Arrays.asList(values);
    }
    try {
      Charset charset = body.charset();
      if (charset == null) {
        throw new UnreadableCallException(415, "the charset is not known");
      }
      return StrictForm.read(body.head().bytes(), charset).getOrDefault(name, List.of());
    } catch (MalformedInputException e) {
      throw e.unreadable();
    }
  }

  /** Returns the scalar at a JSON pointer. JSON is UTF-8 (RFC 8259, section 8.1). */
  @Nullable String scalar(String pointer) {
    BufferedRequest body = present();
    if (body == null) {
      return null;
    }
    if (type == BodyType.FORM) {
      checkIsNoJson(body);
      return null;
    }
    if (!StandardCharsets.UTF_8.equals(body.charset())
        && !StandardCharsets.US_ASCII.equals(body.charset())) {
      throw new UnreadableCallException(415, "the charset of JSON must be UTF-8");
    }
    try {
      StrictJson.Scalar value = JSON.select(body.head().bytes(), pointer);
      return value == null ? null : value.text();
    } catch (MalformedInputException e) {
      throw e.unreadable();
    }
  }

  /** Rejects JSON with the type of a form, which an application may read regardless of the type. */
  private static void checkIsNoJson(BufferedRequest body) {
    String start =
        body.parsed()
            ? Collections.list(body.container().getParameterNames()).toString()
            : new String(body.head().bytes(), StandardCharsets.ISO_8859_1);
    if (start.indexOf('{') >= 0) {
      throw new UnreadableCallException(415, "the Content-Type of JSON must be application/json");
    }
  }

  /** Returns the body; {@code null} if the request has none. Rejects an unreadable body. */
  private @Nullable BufferedRequest present() {
    if (isAbsent()) {
      return null;
    }
    for (String coding : Collections.list(request.getHeaders("Content-Encoding"))) {
      if (!coding.strip().equalsIgnoreCase("identity")) {
        throw new UnreadableCallException(415, "the Content-Encoding must be identity");
      }
    }
    if (type == BodyType.OTHER) {
      throw new UnreadableCallException(415, "the body must be a form or JSON");
    }
    if (request.getContentLengthLong() > longest) {
      throw MalformedInputException.tooLong(longest).unreadable();
    }
    if (buffered == null) {
      throw new UnreadableCallException(400, "the body was read by another filter");
    }
    check(buffered);
    return buffered;
  }

  private boolean isAbsent() {
    long length = request.getContentLengthLong();
    if (length >= 0) {
      return length == 0;
    }
    if (buffered == null) {
      return isHttp1(request) && request.getHeader("Transfer-Encoding") == null;
    }
    BodyPrefix head = buffered.head();
    boolean empty = head.bytes().length == 0 && head.failure() == null;
    return empty && !buffered.parametersFailed() && !ParsedForm.exists(request);
  }

  /** Returns whether the headers do not tell if there is a body: only in HTTP/2 and later. */
  private static boolean hasUnknownBody(HttpServletRequest request) {
    return !isHttp1(request)
        && request.getContentLengthLong() < 0
        && request.getHeader("Content-Type") == null;
  }

  private static boolean isHttp1(HttpServletRequest request) {
    return request.getProtocol().startsWith("HTTP/1");
  }

  private void check(BufferedRequest body) {
    try {
      body.check(longest);
    } catch (MalformedInputException e) {
      throw e.unreadable();
    }
    if (body.parsed() && !ParsedForm.exists(request)) {
      throw new UnreadableCallException(400, "the form is empty or was read by another filter");
    }
  }
}
