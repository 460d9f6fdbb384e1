package io.limitrate.servlet;

import static io.limitrate.servlet.MalformedInputException.badRequest;
import static io.limitrate.servlet.MalformedInputException.unsupported;

import io.limitrate.login.UsernameNormalizer;
import io.limitrate.login.UsernameSource;
import io.limitrate.login.Usernames;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a login's request says: its username and the token of its challenge, if every reader would
 * find the same. The body is parsed once, and stays readable for the application. Not thread-safe.
 */
final class LoginInput {
  private final HttpServletRequest request;
  private final LoginBody body;

  private LoginInput(HttpServletRequest request, LoginBody body) {
    this.request = request;
    this.body = body;
  }

  /**
   * Reads a request that nobody has handed to the application yet.
   *
   * @param buffered what {@link BufferedRequest#of} has made of it
   */
  static LoginInput of(HttpServletRequest request, @Nullable BufferedRequest buffered) {
    LoginBody body = LoginBody.read(request, buffered);
    return new LoginInput(buffered == null ? request : buffered, body);
  }

  /**
   * The username, wherever it is. Two places may only name the same, since an application need not
   * prefer the one that a configuration names first.
   *
   * @throws IOException if the client does not send what it announced
   */
  Submitted username(List<UsernameSource> sources, UsernameNormalizer normalizer)
      throws IOException {
    try {
      checkBody(sources);
      Submitted found = new Submitted.Missing();
      for (UsernameSource source : sources) {
        String raw = read(source);
        if (raw != null && !raw.isBlank()) {
          found = agreed(found, normalized(raw, source, normalizer));
        }
      }
      return found;
    } catch (MalformedInputException e) {
      return e.result();
    }
  }

  private static Submitted agreed(Submitted before, Submitted.Username found)
      throws MalformedInputException {
    if (!(before instanceof Submitted.Username first)) {
      return found;
    }
    if (!first.normalized().equals(found.normalized())) {
      throw badRequest("there must be one username");
    }
    return first;
  }

  private static Submitted.Username normalized(
      String raw, UsernameSource source, UsernameNormalizer normalizer)
      throws MalformedInputException {
    String name = raw.length() > Usernames.LONGEST ? null : normalizer.normalize(raw);
    if (name == null || name.length() > Usernames.LONGEST) {
      throw badRequest(source + " must be a name of at most " + Usernames.LONGEST + " characters");
    }
    return new Submitted.Username(raw, name);
  }

  /** A body matters only where the application reads usernames from one. */
  private void checkBody(List<UsernameSource> sources) throws IOException, MalformedInputException {
    boolean form = sources.stream().anyMatch(UsernameSource.Form.class::isInstance);
    boolean json = sources.stream().anyMatch(UsernameSource.Json.class::isInstance);
    if (!form && !json) {
      return;
    }
    if (body instanceof LoginBody.Unreadable unreadable) {
      throw new MalformedInputException(unreadable.reason().status(), unreadable.reason().detail());
    }
    if (body instanceof LoginBody.Foreign && hasBody()) {
      throw unsupported("Content-Type must be that of a form or of JSON");
    }
    if ((body instanceof LoginBody.Form && !form) || (body instanceof LoginBody.Json && !json)) {
      throw unsupported("the body must be " + (form ? "a form" : "JSON"));
    }
    if (json && looksLikeJson()) {
      throw badRequest("the form must not be JSON too");
    }
  }

  /**
   * HTTP/2 need not say whether there is a body. To look takes a byte from one that is there, but
   * that request is refused.
   */
  private boolean hasBody() throws IOException {
    long length = request.getContentLengthLong();
    try {
      return length > 0 || (length < 0 && request.getInputStream().read() >= 0);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** An application that does not look at the type would read something else than we do. */
  private boolean looksLikeJson() {
    if (!(body instanceof LoginBody.Form form) || form.fields().isEmpty()) {
      return false;
    }
    String first = form.fields().keySet().iterator().next().strip();
    return first.startsWith("{") || first.startsWith("[");
  }

  private @Nullable String read(UsernameSource source) throws MalformedInputException {
    if (source instanceof UsernameSource.Form form) {
      return parameter(form);
    }
    if (source instanceof UsernameSource.Json json) {
      return text(selected(json.pointer()), json.toString());
    }
    String name = ((UsernameSource.Header) source).name();
    String value = header(name);
    return value != null && name.equalsIgnoreCase("Authorization") ? BasicUser.read(value) : value;
  }

  /** What the application will see has to be what the form says, and nothing else. */
  private @Nullable String parameter(UsernameSource.Form source) throws MalformedInputException {
    if (body instanceof LoginBody.Taken) {
      return null;
    }
    List<String> sent = fields(source.field());
    if (!sent.equals(Parameters.values(request, source.field()))) {
      throw badRequest(source + " must not be in the query string");
    }
    return single(sent, source.toString());
  }

  private List<String> fields(String name) {
    return body instanceof LoginBody.Form form ? form.values(name) : List.of();
  }

  private @Nullable JsonValue selected(String pointer) throws MalformedInputException {
    return body instanceof LoginBody.Json json ? json.root().select(pointer) : null;
  }

  private static @Nullable String text(@Nullable JsonValue value, String place)
      throws MalformedInputException {
    if (value == null) {
      return null;
    }
    if (value instanceof JsonValue.Text text) {
      return text.text();
    }
    throw badRequest(place + " must be a string");
  }

  private @Nullable String header(String name) throws MalformedInputException {
    return single(Collections.list(request.getHeaders(name)), "header:" + name);
  }

  private static @Nullable String single(List<String> values, String place)
      throws MalformedInputException {
    if (values.size() > 1) {
      throw badRequest(place + " must be given once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * The token that is in the first of these: a form's field, a member of the JSON object, a header
   * or a cookie of that name. A body that cannot be read has none.
   */
  SubmittedToken token(String field) {
    try {
      String token = firstToken(field);
      if (token == null) {
        return new SubmittedToken.None();
      }
      return token.length() > SubmittedToken.LONGEST
          ? new SubmittedToken.TooLong()
          : new SubmittedToken.Token(token);
    } catch (MalformedInputException e) {
      return e.result();
    }
  }

  private @Nullable String firstToken(String field) throws MalformedInputException {
    List<@Nullable String> places = new ArrayList<>();
    places.add(single(fields(field), "form:" + field));
    places.add(tokenMember("/" + field.replace("~", "~0").replace("/", "~1")));
    places.add(header(field));
    places.add(single(cookies(field), "cookie:" + field));
    return places.stream()
        .filter(Objects::nonNull)
        .filter(token -> !token.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** A client that has no token yet may well say null. */
  private @Nullable String tokenMember(String pointer) throws MalformedInputException {
    JsonValue value = selected(pointer);
    return value instanceof JsonValue.Null ? null : text(value, "json:" + pointer);
  }

  private List<String> cookies(String name) {
    List<String> values = new ArrayList<>();
    Cookie[] cookies = request.getCookies();
    for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
      if (cookie.getName().equals(name)) {
        values.add(cookie.getValue());
      }
    }
    return values;
  }
}
