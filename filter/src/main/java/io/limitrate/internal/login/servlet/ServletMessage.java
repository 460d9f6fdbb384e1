package io.limitrate.internal.login.servlet;

import io.limitrate.internal.login.input.LoginMessage;
import io.limitrate.internal.login.input.MalformedInputException;
import io.limitrate.internal.servlet.request.BufferedRequest;
import io.limitrate.internal.servlet.request.Cookies;
import io.limitrate.internal.servlet.request.Parameters;
import io.limitrate.internal.servlet.request.ParsedForm;
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
 * The message of a login attempt in a servlet container.
 *
 * @param buffered the request with its buffered body; {@code null} if the body was not buffered
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
   * Returns whether the request has a body. If the headers do not tell, as in HTTP/2, this method
   * reads a byte of the body; the caller rejects such a request.
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

  /** Returns the request to ask for parameters: the wrapper would record that they were read. */
  private HttpServletRequest seen() {
    BufferedRequest read = buffered;
    return read == null || read.parsed() ? request : read;
  }

  @Override
  public List<String> parameters(String name) throws MalformedInputException {
    return Parameters.values(seen(), name);
  }
}
