package io.limitrate.internal.servlet;

import io.limitrate.internal.login.input.LoginMessage;
import io.limitrate.internal.login.input.MalformedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A login's request in a servlet container.
 *
 * @param buffered what {@link BufferedRequest#of} has made of it
 */
record ServletMessage(HttpServletRequest request, @Nullable BufferedRequest buffered)
    implements LoginMessage {

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
  public byte @Nullable [] body() throws MalformedInputException {
    BufferedRequest read = buffered;
    if (read == null) {
      return null;
    }
    read.check(LONGEST);
    if (read.parsed() && contentLength() < 0 && ParsedForm.text(request).length > LONGEST) {
      throw MalformedInputException.tooLong(LONGEST);
    }
    return read.head().bytes();
  }

  /**
   * HTTP/2 need not say whether there is a body. To look takes a byte from one that is there, but
   * that request is rejected.
   */
  @Override
  public boolean hasBody() throws IOException {
    long length = contentLength();
    HttpServletRequest seen = buffered == null ? request : buffered;
    try {
      return length > 0 || (length < 0 && seen.getInputStream().read() >= 0);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  @Override
  public @Nullable Charset charset() {
    return buffered == null ? StandardCharsets.UTF_8 : buffered.charset();
  }

  @Override
  public Map<String, List<String>> parsedForm() throws MalformedInputException {
    try {
      return ParsedForm.fields(request);
    } catch (RuntimeException e) {
      throw Parameters.broken();
    }
  }

  @Override
  public Set<String> queryNames() {
    return ParsedForm.namesOfQuery(request).keySet();
  }

  /** Asks the container for a form that it has parsed: to ask the wrapper is to read the form. */
  private HttpServletRequest seen() {
    BufferedRequest read = buffered;
    return read == null || read.parsed() ? request : read;
  }

  @Override
  public List<String> parameters(String name) throws MalformedInputException {
    return Parameters.values(seen(), name);
  }
}
