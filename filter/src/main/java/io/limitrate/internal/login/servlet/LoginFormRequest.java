package io.limitrate.internal.login.servlet;

import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.LoginMessage;
import io.limitrate.internal.servlet.request.BufferedRequest;
import io.limitrate.internal.servlet.request.FormFields;
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
 * A login request whose form was read byte for byte, so that an ambiguous form is rejected before
 * the application sees it. This class parses the parameters, because the container cannot parse
 * bytes that were read. Not thread-safe.
 */
final class LoginFormRequest extends BufferedRequest {
  /** The longest body from which usernames and tokens are read, in bytes. */
  static final int LONGEST = LoginMessage.LONGEST;

  /** The longest form in bytes, as in containers, so that a form cannot fill the memory. */
  private static final int LONGEST_FORM = 2 * 1024 * 1024;

  private static final int MOST_FIELDS = 10_000;

  private @Nullable Map<String, String[]> parameters;

  private LoginFormRequest(HttpServletRequest request) throws IOException {
    super(request, false, LONGEST);
  }

  /**
   * Buffers the body of a login request. Returns {@code null} if the body is neither a form nor
   * JSON, has a Content-Length above {@link #LONGEST}, or is being read by an earlier filter.
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

  /** Adds the form's parameters after the query's, as containers do. */
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

  /** Returns the form; the empty text if the application reads the rest of the body itself. */
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
