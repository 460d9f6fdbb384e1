package io.limitrate.internal.login.input;

import static io.limitrate.internal.login.input.MalformedInputException.unsupported;

import io.limitrate.internal.login.input.StrictJson.Scalar;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a login's request. */
sealed interface LoginBody {

  /** The body is empty, or other code has already read it. */
  record None() implements LoginBody {}

  /** The body has a type that Limitrate does not read, or there is no body. */
  record UnsupportedType() implements LoginBody {}

  /** Other code reads the body, and Limitrate must not touch the parameters. */
  record ReadElsewhere() implements LoginBody {}

  /** A form, without the parameters of the query string. */
  record Form(Map<String, List<String>> fields) implements LoginBody {
    List<String> values(String field) {
      return fields.getOrDefault(field, List.of());
    }
  }

  /** A JSON text. A login needs no deeper nesting than 8. */
  final class Json implements LoginBody {
    private static final StrictJson READER = new StrictJson(8);

    private final byte[] text;

    Json(byte[] text) throws MalformedInputException {
      READER.check(text);
      this.text = text;
    }

    @Nullable Scalar select(String pointer) throws MalformedInputException {
      return READER.select(text, pointer);
    }
  }

  /** A body that is malformed or that two readers could understand differently. */
  record Unreadable(SubmittedUsername.Malformed reason) implements LoginBody {}

  /** Returns a description of the body for the log. */
  default String kind() {
    if (this instanceof Form form) {
      return form.fields().isEmpty() ? "an empty form" : "a form";
    }
    if (this instanceof ReadElsewhere) {
      return "a body that a filter before Limitrate reads (map RateLimitFilter before it)";
    }
    return this instanceof Json ? "JSON" : "neither a form nor JSON";
  }

  /** Reads the body. */
  static LoginBody read(LoginMessage message) {
    try {
      List<String> types = message.headers("Content-Type");
      checkHeaders(message, types);
      String type = types.isEmpty() ? null : types.get(0);
      BodyType kind = BodyType.of(type);
      if (kind != BodyType.OTHER) {
        checkDeclaredCharset(type);
      }
      byte[] body = message.body();
      return body == null ? unread(message, kind) : read(message, body, kind);
    } catch (MalformedInputException e) {
      return new Unreadable(e.result());
    }
  }

  private static void checkHeaders(LoginMessage message, List<String> types)
      throws MalformedInputException {
    if (types.size() > 1) {
      throw unsupported("Content-Type must be given once");
    }
    for (String coding : message.headers("Content-Encoding")) {
      if (!coding.strip().equalsIgnoreCase("identity")) {
        throw unsupported("Content-Encoding must be identity");
      }
    }
  }

  private static LoginBody unread(LoginMessage message, BodyType type)
      throws MalformedInputException {
    if (type == BodyType.OTHER) {
      return new UnsupportedType();
    }
    if (message.contentLength() > LoginMessage.LONGEST) {
      throw MalformedInputException.tooLong(LoginMessage.LONGEST);
    }
    return new ReadElsewhere();
  }

  private static LoginBody read(LoginMessage message, byte[] body, BodyType type)
      throws MalformedInputException {
    if (body.length > LoginMessage.LONGEST) {
      throw MalformedInputException.tooLong(LoginMessage.LONGEST);
    }
    Charset charset = message.charset();
    if (charset == null || (type == BodyType.JSON && !isUtf8(charset))) {
      throw unsupported("the charset must be UTF-8");
    }
    if (type == BodyType.JSON) {
      return body.length == 0 ? new None() : new Json(body);
    }
    return new Form(body.length == 0 ? message.parsedForm() : StrictForm.read(body, charset));
  }

  /**
   * Some applications ignore the declared charset, so only UTF-8 is accepted. An encoding that the
   * application itself has set is reliable.
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
}
