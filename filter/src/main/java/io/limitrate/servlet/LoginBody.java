package io.limitrate.servlet;

import static io.limitrate.servlet.MalformedInputException.unsupported;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a login's request. */
sealed interface LoginBody {

  /** There is none, or somebody has read it away. */
  record None() implements LoginBody {}

  /** A form, without what the query string says. */
  record Form(Map<String, List<String>> fields) implements LoginBody {
    List<String> values(String field) {
      return fields.getOrDefault(field, List.of());
    }
  }

  /** A JSON text. */
  record Json(JsonValue root) implements LoginBody {}

  /** What cannot be relied on. */
  record Unreadable(Submitted.Malformed reason) implements LoginBody {}

  /**
   * Reads the body.
   *
   * @param buffered the request's buffer, where it has one
   * @throws IOException if the client does not send what it announced
   */
  static LoginBody read(HttpServletRequest request, @Nullable BufferedRequest buffered)
      throws IOException {
    try {
      BodyType type = type(request);
      if (buffered == null) {
        return unbuffered(request, type);
      }
      return read(request, buffered, type);
    } catch (MalformedInputException e) {
      return new Unreadable(e.result());
    }
  }

  private static BodyType type(HttpServletRequest request) throws MalformedInputException {
    List<String> types = Collections.list(request.getHeaders("Content-Type"));
    if (types.size() > 1) {
      throw unsupported("Content-Type must be given once");
    }
    for (String coding : Collections.list(request.getHeaders("Content-Encoding"))) {
      if (!coding.strip().equalsIgnoreCase("identity")) {
        throw unsupported("Content-Encoding must be identity");
      }
    }
    return BodyType.of(BodyType.declared(request));
  }

  private static LoginBody unbuffered(HttpServletRequest request, BodyType type)
      throws IOException, MalformedInputException {
    if (type == BodyType.OTHER && hasBody(request)) {
      throw unsupported("Content-Type must be that of a form or of JSON");
    }
    if (type != BodyType.OTHER && request.getContentLengthLong() > BufferedRequest.LONGEST) {
      throw tooLong();
    }
    return new None();
  }

  /**
   * HTTP/2 need not say whether there is a body. To look takes a byte from one that is there, which
   * nobody will read.
   */
  private static boolean hasBody(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    try {
      return length > 0 || (length < 0 && request.getInputStream().read() >= 0);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static LoginBody read(HttpServletRequest request, BufferedRequest buffered, BodyType type)
      throws MalformedInputException {
    if (!buffered.isWhole()) {
      throw tooLong();
    }
    checkDeclaredCharset(BodyType.declared(request));
    Charset charset = buffered.charset();
    if (charset == null || (type == BodyType.JSON && !isUtf8(charset))) {
      throw unsupported("the charset must be UTF-8");
    }
    byte[] body = buffered.head();
    if (type == BodyType.JSON) {
      return body.length == 0 ? new None() : new Json(JsonValue.read(body));
    }
    return new Form(body.length == 0 ? readBefore(request) : StrictForm.read(body, charset));
  }

  private static MalformedInputException tooLong() {
    return new MalformedInputException(
        413, "the body must have at most " + BufferedRequest.LONGEST + " bytes");
  }

  /**
   * What a client declares is not what every application goes by, so it can only be UTF-8. What the
   * application has set itself, it goes by.
   */
  private static void checkDeclaredCharset(@Nullable String contentType)
      throws MalformedInputException {
    int count = 0;
    for (String parameter : contentType == null ? new String[0] : contentType.split(";")) {
      String[] pair = parameter.split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
        if (++count > 1 || !isUtf8Name(pair[1].strip().replace("\"", ""))) {
          throw unsupported("the charset must be UTF-8");
        }
      }
    }
  }

  private static boolean isUtf8Name(String name) {
    return Set.of("utf-8", "utf8", "us-ascii").contains(name.toLowerCase(Locale.ROOT));
  }

  private static boolean isUtf8(Charset charset) {
    return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
  }

  /** A filter before us asked for a parameter: then the container has read the form. */
  private static Map<String, List<String>> readBefore(HttpServletRequest request)
      throws MalformedInputException {
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
}
