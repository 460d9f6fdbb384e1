package io.limitrate.servlet;

import io.limitrate.http.LoginMessage;
import io.limitrate.http.MalformedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A login's request in a servlet container.
 *
 * @param buffered what {@link BufferedRequest#of} has made of it
 */
record ServletMessage(HttpServletRequest request, @Nullable BufferedRequest buffered)
    implements LoginMessage {

  /** The request as the application will see it. */
  private HttpServletRequest seen() {
    return buffered == null ? request : buffered;
  }

  @Override
  public List<String> headers(String name) {
    return Collections.list(request.getHeaders(name));
  }

  @Override
  public List<String> cookies(String name) {
    return Cookies.values(request, name);
  }

  @Override
  public long contentLength() {
    return request.getContentLengthLong();
  }

  @Override
  public byte @Nullable [] body() {
    return buffered == null ? null : buffered.head().bytes();
  }

  /**
   * HTTP/2 need not say whether there is a body. To look takes a byte from one that is there, but
   * that request is refused.
   */
  @Override
  public boolean hasBody() throws IOException {
    long length = contentLength();
    try {
      return length > 0 || (length < 0 && seen().getInputStream().read() >= 0);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public @Nullable Charset charset() {
    return buffered == null ? StandardCharsets.UTF_8 : buffered.charset();
  }

  /** A filter before us asked for a parameter: then the container has read the form. */
  @Override
  public Map<String, List<String>> formReadBefore() throws MalformedInputException {
    Map<String, Integer> inQuery = new HashMap<>();
    String query = request.getQueryString();
    if (query != null) {
      FormFields.forEach(
          query, StandardCharsets.UTF_8, (name, value) -> inQuery.merge(name, 1, Integer::sum));
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    Parameters.all(request)
        .forEach(
            (name, values) -> {
              int from = Math.min(values.length, inQuery.getOrDefault(name, 0));
              fields.put(name, List.of(Arrays.copyOfRange(values, from, values.length)));
            });
    return fields;
  }

  @Override
  public List<String> parameters(String name) throws MalformedInputException {
    return Parameters.values(seen(), name);
  }
}
