package io.limitrate.internal.login.input;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A login's request as it came, and as the application will read it. Belongs to one request; not
 * thread-safe.
 */
public interface LoginMessage {
  /** The longest body that usernames and tokens are read from, in bytes. */
  int LONGEST = 16 * 1024;

  /** All values of a header; names are case-insensitive. */
  List<String> headers(String name);

  /** The values of all cookies of that name. */
  List<String> cookies(String name);

  /** How long the body is said to be, in bytes; -1 where nobody says so. */
  long contentLength();

  /**
   * The body of a form or a JSON text, or more than {@link #LONGEST} bytes of it; not to be
   * changed; no bytes of a form that the container has parsed. {@code null} where it is of another
   * type or too long, and where another filter reads it.
   *
   * @throws MalformedInputException when it cannot be read to its end
   */
  byte @Nullable [] body() throws MalformedInputException;

  /** Whether there is a body of another type. It may be asked by taking a byte from it. */
  boolean hasBody() throws IOException;

  /** What the application will read the body in; {@code null} for what nobody here knows. */
  @Nullable Charset charset();

  /**
   * The fields of a form that the container has parsed, without those of the query string.
   *
   * @throws MalformedInputException when it cannot
   */
  Map<String, List<String>> parsedForm() throws MalformedInputException;

  /** The names of the query string's parameters. */
  Set<String> queryNames();

  /**
   * The values of a parameter as the application will see it, be they the form's or the query
   * string's; {@code null} where it sees the form's alone.
   *
   * @throws MalformedInputException when they cannot be decoded
   */
  @Nullable List<String> parameters(String name) throws MalformedInputException;
}
