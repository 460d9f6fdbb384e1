package io.limitrate.internal.servlet;

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
 * A request whose form or JSON body was read for a key or a cost, and which the application reads
 * as if it were not.
 *
 * <p>The container parses a form, before anything else is read of it, so that parameters and errors
 * stay the container's. What it leaves unread, such as JSON, is buffered and replayed byte for
 * byte. An application that reads a parsed form as a stream gets {@link ParsedForm#text}. Not
 * thread-safe.
 */
class BufferedRequest extends HttpServletRequestWrapper {
  private final @Nullable RuntimeException parametersFailure;
  private final BodyHead head;
  private final ServletInputStream rest;
  private final boolean asked;
  private final boolean parsed;
  private @Nullable ServletInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable String encoding;
  private boolean parametersAsked;
  private @Nullable RuntimeException untold;

  /**
   * Reads a body.
   *
   * @param parse whether the container parses it as a form first
   * @param longest the most bytes to buffer, and one more that tells that there are more
   */
  BufferedRequest(HttpServletRequest request, boolean parse, int longest) throws IOException {
    super(request);
    this.parametersFailure = parse ? parse(request) : null;
    this.untold = parametersFailure;
    this.rest = request.getInputStream();
    this.head = BodyHead.read(rest, longest);
    this.asked = parse;
    this.parsed = parse && head.bytes().length == 0;
  }

  /** A request whose body has no type, and is buffered for being told from none. */
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
   * The request with its body read, or {@code null} where the body is neither a form nor JSON, is
   * known to be too long, or is being read by a filter before.
   */
  static @Nullable BufferedRequest of(HttpServletRequest request, int longest) throws IOException {
    // Jetty's getContentType() throws for a charset that it does not know.
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

  /** Whether the container has parsed the body, of which it leaves no bytes. */
  boolean parsed() {
    return parsed;
  }

  /** Whether the container could not parse the form. */
  boolean parametersFailed() {
    return parametersFailure != null;
  }

  /**
   * Checks that all of the body was read.
   *
   * @param longest the longest body, in bytes
   */
  void check(int longest) throws MalformedInputException {
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

  /** Tomcat gives up a form in chunks beyond its own bound, and leaves only the end of it. */
  private boolean isRemainder() {
    return asked && getMethod().equals("POST") && getContentLengthLong() < 0 && !parsed;
  }

  /** The bytes that the container left. */
  BodyHead head() {
    return head;
  }

  /** What the body is to be read in; {@code null} for what nobody here knows. */
  @Nullable Charset charset() {
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

  /** Whether the application reads the bytes of the body. */
  final boolean isStreamed() {
    return stream != null;
  }

  final ServletInputStream stream() {
    if (stream == null) {
      stream =
          parsed && !parametersAsked && parametersFailure == null
              ? new ReplayInputStream(
                  ParsedForm.text(container()), null, null, this::getAsyncContext)
              : head.replay(rest, this::getAsyncContext);
    }
    return stream;
  }

  /** The container's request. */
  HttpServletRequest container() {
    return (HttpServletRequest) getRequest();
  }

  /** Decodes as containers do (Jakarta Servlet, section 3.11): ISO-8859-1 unless told otherwise. */
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

  /** Jetty ignores what is set after its stream was asked for, as it was by this class. */
  @Override
  public void setCharacterEncoding(String name) throws UnsupportedEncodingException {
    if (reader == null) {
      super.setCharacterEncoding(name);
      encoding = name;
    }
  }

  /** Overrides the method of Servlet 6.1, which would go past this wrapper. */
  public void setCharacterEncoding(Charset charset) {
    try {
      setCharacterEncoding(charset.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public @Nullable String getParameter(String name) {
    askParameters();
    return super.getParameter(name);
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    askParameters();
    return super.getParameterValues(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    askParameters();
    return super.getParameterNames();
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    askParameters();
    return super.getParameterMap();
  }

  /** Tomcat throws what is wrong with a form once, Jetty each time. */
  private void askParameters() {
    parametersAsked = true;
    RuntimeException thrown = untold;
    if (thrown != null) {
      untold = null;
      throw thrown;
    }
  }
}
