package io.limitrate.internal.servlet.request;

import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.MalformedInputException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose form or JSON body was read for a key or a cost. The application reads the body
 * again, as if nothing had read it.
 *
 * <p>The container parses a form first, so parameters and their errors come from the container.
 * This class buffers a body that the container does not parse, such as JSON, and replays it byte
 * for byte. An application that reads a parsed form as a stream gets {@link ParsedForm#text}. Not
 * thread-safe.
 */
public class BufferedRequest extends HttpServletRequestWrapper {
  private final @Nullable RuntimeException parametersFailure;
  private final BodyPrefix head;
  private final ServletInputStream rest;
  private final boolean asked;
  private final boolean parsed;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable String encoding;
  private boolean parametersRead;
  private @Nullable RuntimeException pendingFailure;

  /**
   * Reads a body.
   *
   * @param parse whether the container parses the body as a form first
   * @param longest the longest body to buffer, in bytes; one further byte is read to detect a
   *     longer body
   */
  protected BufferedRequest(HttpServletRequest request, boolean parse, int longest)
      throws IOException {
    super(request);
    this.parametersFailure = parse ? parse(request) : null;
    this.pendingFailure = parametersFailure;
    this.rest = request.getInputStream();
    this.head = BodyPrefix.read(rest, longest);
    this.asked = parse;
    this.parsed = parse && head.bytes().length == 0;
  }

  /** Buffers a body without a Content-Type, to find out whether the request has a body. */
  static BufferedRequest untyped(HttpServletRequest request, int longest) throws IOException {
    return new BufferedRequest(request, false, longest);
  }

  private static @Nullable RuntimeException parse(HttpServletRequest request) {
    try {
      request.getParameterMap();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /**
   * Buffers the body of a request. Returns {@code null} if the body is neither a form nor JSON, has
   * a Content-Length above {@code longest}, or is being read by an earlier filter.
   */
  public static @Nullable BufferedRequest of(HttpServletRequest request, int longest)
      throws IOException {
    // Jetty's getContentType() throws for an unknown charset.
    BodyType type = BodyType.of(request.getHeader("Content-Type"));
    if (type == BodyType.OTHER || request.getContentLengthLong() > longest) {
      return null;
    }
    try {
      return new BufferedRequest(request, type == BodyType.FORM, longest);
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** Returns whether the container has parsed the body, so that no bytes are left. */
  public boolean parsed() {
    return parsed;
  }

  /** Returns whether the container failed to parse the form. */
  boolean parametersFailed() {
    return parametersFailure != null;
  }

  /**
   * Rejects a body that was not read to its end.
   *
   * @param longest the longest permitted body, in bytes
   */
  public void check(int longest) throws MalformedInputException {
    if (head.failure() != null) {
      throw MalformedInputException.badRequest("the body ends too early or is malformed");
    }
    if (parametersFailed()) {
      throw Parameters.broken();
    }
    if (!head.whole() || isRemainder()) {
      throw MalformedInputException.tooLong(longest);
    }
  }

  /**
   * Tomcat stops parsing a chunked form above its own limit, and leaves only the end of the form.
   */
  private boolean isRemainder() {
    return asked && getMethod().equals("POST") && getContentLengthLong() < 0 && !parsed;
  }

  /** Returns the bytes that the container has not parsed. */
  public BodyPrefix head() {
    return head;
  }

  /** Returns the charset of the body, UTF-8 by default; {@code null} if the charset is unknown. */
  public @Nullable Charset charset() {
    try {
      String name = getCharacterEncoding();
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public ServletInputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("the body is being read by getReader()");
    }
    return stream();
  }

  /** Returns whether the application reads the body as a stream or by a reader. */
  protected final boolean isStreamed() {
    return stream != null;
  }

  protected final ServletInputStream stream() {
    if (stream == null) {
      stream =
          parsed && !parametersRead && parametersFailure == null
              ? new ReplayInputStream(
                  ParsedForm.text(container()), null, null, this::getAsyncContext)
              : head.replay(rest, this::getAsyncContext);
    }
    return stream;
  }

  /** Returns the wrapped request of the container. */
  HttpServletRequest container() {
    return (HttpServletRequest) getRequest();
  }

  /** Decodes with ISO-8859-1 by default, as containers do (Jakarta Servlet, section 3.11). */
  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (stream != null) {
        throw new IllegalStateException("the body is being read by getInputStream()");
      }
      String name = getCharacterEncoding();
      String charset = name == null ? StandardCharsets.ISO_8859_1.name() : name;
      reader = new BufferedReader(new InputStreamReader(stream(), charset));
    }
    return reader;
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return encoding == null ? super.getCharacterEncoding() : encoding;
  }

  /** Keeps the encoding, because Jetty ignores it once this class has opened the stream. */
  @Override
  public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
    if (reader == null) {
      super.setCharacterEncoding(name);
      encoding = name;
    }
  }

  /** Overrides the method of Servlet 6.1, which would otherwise bypass this wrapper. */
  public void setCharacterEncoding(Charset charset) {
    try {
      setCharacterEncoding(charset.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String getParameter(String name) {
    readParameters();
    return super.getParameter(name);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    readParameters();
    return super.getParameterValues(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    readParameters();
    return super.getParameterNames();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    readParameters();
    return super.getParameterMap();
  }

  /** Throws the error of a malformed form once, as Tomcat does; Jetty throws at each call. */
  private void readParameters() {
    parametersRead = true;
    RuntimeException thrown = pendingFailure;
    if (thrown != null) {
      pendingFailure = null;
      throw thrown;
    }
  }
}
