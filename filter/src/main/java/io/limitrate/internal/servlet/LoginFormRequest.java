package io.limitrate.internal.servlet;

import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.LoginMessage;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
 * A request whose form was read for a login, byte for byte: what two readers could understand
 * differently is rejected before an application sees it. Its parameters are parsed here, since the
 * container cannot parse bytes that were read. Not thread-safe.
 */
final class LoginFormRequest extends BufferedRequest {
  /** The longest body that usernames and tokens are read from. */
  static final int LONGEST = LoginMessage.LONGEST;

  /** As containers do, so that a form cannot fill the memory. */
  private static final int LONGEST_FORM = 2 * 1024 * 1024;

  private static final int MOST_FIELDS = 10_000;

  private @Nullable Map<String, String[]> parameters;

  private LoginFormRequest(HttpServletRequest request) throws IOException {
    super(request, false, LONGEST);
  }

  /**
   * The request of a login with its body read, or {@code null} where the body is neither a form nor
   * JSON, is known to be too long, or is being read by a filter before.
   */
  static @Nullable BufferedRequest of(HttpServletRequest request) throws IOException {
    boolean form = BodyType.of(request.getHeader("Content-Type")) == BodyType.FORM;
    if (!form || request.getContentLengthLong() > LONGEST) {
      return BufferedRequest.of(request, LONGEST);
    }
    try {
      return new LoginFormRequest(request);
    } catch (IllegalStateException e) {
      return null;
    }
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
    if (head().bytes().length == 0) {
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
    if (head().whole()) {
      return new String(head().bytes(), charset);
    }
    if (isStreamed()) {
      return "";
    }
    try {
      byte[] body = stream().readNBytes(LONGEST_FORM + 1);
      if (body.length > LONGEST_FORM) {
        throw new IllegalStateException("a form has at most " + LONGEST_FORM + " bytes");
      }
      return new String(body, charset);
    } catch (IOException e) {
      throw new IllegalStateException("the form cannot be read", e);
    }
  }
}
