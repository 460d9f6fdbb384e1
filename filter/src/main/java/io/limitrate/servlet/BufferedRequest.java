package io.limitrate.servlet;

import io.limitrate.http.BodyType;
import io.limitrate.http.JsonScalar;
import io.limitrate.http.LoginMessage;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose form or JSON body was read for a key or a cost, and which the application reads
 * as if it were not. Not thread-safe.
 */
final class BufferedRequest extends HttpServletRequestWrapper {
  /** The longest body that keys and costs are read from. */
  static final int LONGEST = LoginMessage.LONGEST;

  /** As containers do, so that a form cannot fill the memory. */
  private static final int LONGEST_FORM = 2 * 1024 * 1024;

  private static final int MOST_FIELDS = 10_000;

  private final boolean form;
  private final byte[] head;
  private final boolean whole;
  private final ReplayInputStream stream;
  private @Nullable BufferedReader reader;
  private boolean streaming;
  private @Nullable Map<String, String[]> parameters;

  private BufferedRequest(HttpServletRequest request, boolean form) throws IOException {
    super(request);
    ServletInputStream body = request.getInputStream();
    this.form = form;
    this.head = body.readNBytes(LONGEST + 1);
    this.whole = head.length <= LONGEST;
    this.stream = new ReplayInputStream(head, whole ? null : body, request::getAsyncContext);
  }

  /**
   * The request with its body buffered, or {@code null} where the body is neither a form nor JSON,
   * is known to be too long, or somebody has begun to read it.
   */
  static @Nullable BufferedRequest of(HttpServletRequest request) throws IOException {
    // Jetty's getContentType() throws for a charset that it does not know.
    BodyType type = BodyType.of(request.getHeader("Content-Type"));
    if (type == BodyType.OTHER || request.getContentLengthLong() > LONGEST) {
      return null;
    }
    try {
      return new BufferedRequest(request, type == BodyType.FORM);
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** The first value of a field of the form. */
  @Nullable String field(String name) {
    if (!form || !whole) {
      return null;
    }
    Charset charset = charset();
    if (charset == null) {
      return null;
    }
    return head.length > 0
        ? FormFields.first(new String(head, charset), charset, name)
        : fieldReadBefore(name);
  }

  /** A filter before us asked for a parameter: then the container has read the form. */
  private @Nullable String fieldReadBefore(String name) {
    String[] values = super.getParameterValues(name);
    int[] inQuery = {0};
    String query = getQueryString();
    if (values != null && query != null) {
      FormFields.forEach(
          query, StandardCharsets.UTF_8, (n, value) -> inQuery[0] += n.equals(name) ? 1 : 0);
    }
    return values != null && values.length > inQuery[0] ? values[inQuery[0]] : null;
  }

  /** The scalar that a pointer selects in JSON, which is UTF-8 (RFC 8259, section 8.1). */
  @Nullable String scalar(String pointer) {
    return form || !whole || !StandardCharsets.UTF_8.equals(charset())
        ? null
        : JsonScalar.select(head, pointer);
  }

  /** The body, or its beginning where it is too long; not to be changed. */
  byte[] head() {
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
    streaming = true;
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (streaming) {
        throw new IllegalStateException("the body is being read by getInputStream()");
      }
      String name = getCharacterEncoding();
      reader =
          new BufferedReader(
              name == null
                  ? new InputStreamReader(stream, StandardCharsets.UTF_8)
                  : new InputStreamReader(stream, name));
    }
    return reader;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters().get(name);
    return values == null ? null : values.clone();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters().keySet());
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return Collections.unmodifiableMap(parameters());
  }

  private Map<String, String[]> parameters() {
    if (!form || head.length == 0) {
      return super.getParameterMap();
    }
    if (parameters == null) {
      parameters = withForm(super.getParameterMap());
    }
    return parameters;
  }

  /** Those of the query come first, as everywhere. */
  private Map<String, String[]> withForm(Map<String, String[]> query) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    query.forEach((name, values) -> all.put(name, new ArrayList<>(Arrays.asList(values))));
    Charset known = charset();
    Charset charset = known == null ? StandardCharsets.UTF_8 : known;
    int[] count = {0};
    FormFields.forEach(
        text(charset),
        charset,
        (name, value) -> {
          if (++count[0] > MOST_FIELDS) {
            throw new IllegalStateException("a form has at most " + MOST_FIELDS + " fields");
          }
          all.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
        });
    Map<String, String[]> merged = new LinkedHashMap<>();
    all.forEach((name, values) -> merged.put(name, values.toArray(String[]::new)));
    return merged;
  }

  /** What was buffered, and the rest, unless the application is reading it itself. */
  private String text(Charset charset) {
    if (whole) {
      return new String(head, charset);
    }
    if (streaming || reader != null) {
      return "";
    }
    try {
      byte[] body = stream.readNBytes(LONGEST_FORM + 1);
      if (body.length > LONGEST_FORM) {
        throw new IllegalStateException("a form has at most " + LONGEST_FORM + " bytes");
      }
      return new String(body, charset);
    } catch (IOException e) {
      throw new IllegalStateException("the form cannot be read", e);
    }
  }
}
