package io.limitrate.internal.login.input;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A login's request as the client sent it, and as the application will read it. Belongs to one
 * request. Not thread-safe.
 */
public interface LoginMessage {
  /** The longest body from which Limitrate reads usernames and tokens, in bytes. */
  int LONGEST = 16 * 1024;

  /** Returns all values of a header; names are case-insensitive. */
  List<String> headers(String name);

  /** Returns the values of all cookies of this name. */
  List<String> cookies(String name);

  /** Returns the declared length of the body in bytes, or -1 when there is none. */
  long contentLength();

  /**
   * Returns the body of a form or a JSON text, or its beginning of more than {@link #LONGEST}
   * bytes; empty for a form that the container has parsed. The caller must not change the array.
   * Returns {@code null} when the body has another type or is too long, and when another filter
   * reads it.
   *
   * @throws MalformedInputException when the body cannot be read to its end
   */
  byte @Nullable [] body() throws MalformedInputException;

  /** Returns whether there is a body of another type. May read one byte of the body. */
  boolean hasBody() throws IOException;

  /**
   * Returns the charset in which the application reads the body, or {@code null} for an unknown
   * charset.
   */
  @Nullable Charset charset();

  /**
   * Returns the fields of a form that the container has parsed, without the parameters of the query
   * string.
   *
   * @throws MalformedInputException when the container cannot parse the form
   */
  Map<String, List<String>> parsedForm() throws MalformedInputException;

  /** Returns the names of the query string's parameters. */
  Set<String> queryNames();

  /**
   * Returns the values of a parameter as the application sees them, from the form and the query
   * string; {@code null} when the application sees only the form.
   *
   * @throws MalformedInputException when the values cannot be decoded
   */
  @Nullable List<String> parameters(String name) throws MalformedInputException;
}
