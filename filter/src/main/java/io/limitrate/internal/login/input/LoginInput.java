package io.limitrate.internal.login.input;

import static io.limitrate.internal.login.input.MalformedInputException.badRequest;
import static io.limitrate.internal.login.input.MalformedInputException.unsupported;

import io.limitrate.internal.login.input.StrictJson.Scalar;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.login.UsernameNormalizer;
import io.limitrate.login.UsernameSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The username and the challenge's token in a login's request. Input that two readers could
 * understand differently is rejected. The body is parsed once, and the application can still read
 * it. Not thread-safe.
 */
public final class LoginInput {
  /** The replacement that containers insert for bytes that are invalid in the charset. */
  private static final char UNDECODABLE = '\ufffd';

  private final LoginMessage message;
  private final LoginBody body;

  private LoginInput(LoginMessage message, LoginBody body) {
    this.message = message;
    this.body = body;
  }

  /** Reads a request before the application gets it. */
  public static LoginInput of(LoginMessage message) {
    return new LoginInput(message, LoginBody.read(message));
  }

  /**
   * Returns the username. If several sources contain a username, all must contain the same one,
   * because the application may prefer another source than the configuration.
   *
   * @throws IOException when the client does not send the announced body
   */
  public SubmittedUsername username(List<UsernameSource> sources, UsernameNormalizer normalizer)
      throws IOException {
    try {
      checkBody(sources);
      SubmittedUsername found =
          new SubmittedUsername.Missing(body.kind() + " without " + UsernameSource.text(sources));
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

  private static SubmittedUsername agreed(
      SubmittedUsername before, SubmittedUsername.Username found) throws MalformedInputException {
    if (!(before instanceof SubmittedUsername.Username first)) {
      return found;
    }
    if (!first.normalized().equals(found.normalized())) {
      throw badRequest("there must be one username");
    }
    return first;
  }

  private static SubmittedUsername.Username normalized(
      String raw, UsernameSource source, UsernameNormalizer normalizer)
      throws MalformedInputException {
    String name = Usernames.spelling(raw, normalizer::normalize);
    if (name == null) {
      throw badRequest(source + " must be a name of at most " + Usernames.LONGEST + " characters");
    }
    return new SubmittedUsername.Username(raw, name);
  }

  /** The body matters only if the application reads usernames from it. */
  private void checkBody(List<UsernameSource> sources) throws IOException, MalformedInputException {
    boolean form = sources.stream().anyMatch(UsernameSource.Form.class::isInstance);
    boolean json = sources.stream().anyMatch(UsernameSource.Json.class::isInstance);
    if (!form && !json) {
      return;
    }
    if (body instanceof LoginBody.Unreadable unreadable) {
      throw new MalformedInputException(unreadable.reason().status(), unreadable.reason().detail());
    }
    if (body instanceof LoginBody.UnsupportedType && message.hasBody()) {
      throw unsupported("Content-Type must be that of a form or of JSON");
    }
    if ((body instanceof LoginBody.Form && !form) || (body instanceof LoginBody.Json && !json)) {
      throw unsupported("the body must be " + (form ? "a form" : "JSON"));
    }
    if (json && looksLikeJson()) {
      throw badRequest("the form must not be JSON too");
    }
  }

  /** An application that ignores the type would read JSON, and Limitrate a form. */
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

  /** The parameter that the application sees must equal the field of the form. */
  private @Nullable String parameter(UsernameSource.Form source) throws MalformedInputException {
    if (body instanceof LoginBody.ReadElsewhere) {
      return null;
    }
    if (body instanceof LoginBody.Form form
        && FieldNames.hasOtherCase(form.fields().keySet(), source.field())) {
      throw badRequest(source + " must have the same upper and lower case");
    }
    List<String> sent = fields(source.field());
    checkQuery(source, sent, message.parameters(source.field()));
    String value = single(sent, source.toString());
    if (value != null && value.indexOf(UNDECODABLE) >= 0) {
      throw badRequest(source + " cannot be decoded");
    }
    return value;
  }

  /**
   * Checks that the query string does not contain the field too.
   *
   * @param seen the parameter's values: empty when the container does not parse the form, such as
   *     Tomcat for PUT; {@code null} when the application reads only the form
   */
  private void checkQuery(
      UsernameSource.Form source, List<String> sent, @Nullable List<String> seen)
      throws MalformedInputException {
    if (seen == null) {
      return;
    }
    boolean other = FieldNames.hasOtherCase(message.queryNames(), source.field());
    if (other || (!seen.isEmpty() && !seen.equals(sent))) {
      throw badRequest(source + " must not be in the query string");
    }
  }

  private List<String> fields(String name) {
    return body instanceof LoginBody.Form form ? form.values(name) : List.of();
  }

  private @Nullable Scalar selected(String pointer) throws MalformedInputException {
    return body instanceof LoginBody.Json json ? json.select(pointer) : null;
  }

  private static @Nullable String text(@Nullable Scalar value, String place)
      throws MalformedInputException {
    if (value != null && !(value instanceof Scalar.Text)) {
      throw badRequest(place + " must be a string");
    }
    return value == null ? null : value.text();
  }

  private @Nullable String header(String name) throws MalformedInputException {
    return single(message.headers(name), "header:" + name);
  }

  private static @Nullable String single(List<String> values, String place)
      throws MalformedInputException {
    if (values.size() > 1) {
      throw badRequest(place + " must be given once");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /**
   * Returns the token in the first of these places: a field of the form, a member of the JSON
   * object, a header, a cookie. An unreadable body has no token.
   */
  public SubmittedToken token(String field) {
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

  /**
   * Returns the source of tokens. An ambiguous or too long token becomes an empty one, which no
   * provider accepts.
   */
  public TokenSource tokens() {
    return field -> {
      SubmittedToken token = token(field);
      if (token instanceof SubmittedToken.Token given) {
        return given.value();
      }
      return token instanceof SubmittedToken.None ? null : "";
    };
  }

  private @Nullable String firstToken(String field) throws MalformedInputException {
    List<@Nullable String> places = new ArrayList<>();
    places.add(single(fields(field), "form:" + field));
    places.add(tokenMember(pointer(field)));
    places.add(header(field));
    places.add(single(message.cookies(field), "cookie:" + field));
    return places.stream()
        .filter(Objects::nonNull)
        .filter(token -> !token.isBlank())
        .findFirst()
        .orElse(null);
  }

  /** Returns the pointer (RFC 6901) to the top-level member of this name. */
  public static String pointer(String member) {
    return "/" + member.replace("~", "~0").replace("/", "~1");
  }

  /** A client without a token may send null. */
  private @Nullable String tokenMember(String pointer) throws MalformedInputException {
    Scalar value = selected(pointer);
    return value instanceof Scalar.Null ? null : text(value, "json:" + pointer);
  }
}
