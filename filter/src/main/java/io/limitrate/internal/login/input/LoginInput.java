package io.limitrate.internal.login.input;

import static io.limitrate.internal.login.input.MalformedInputException.badRequest;
import static io.limitrate.internal.login.input.MalformedInputException.unsupported;

import io.limitrate.internal.login.TokenSource;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.login.UsernameNormalizer;
import io.limitrate.login.UsernameSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a login's request says: its username and the token of its challenge, if every reader would
 * find the same. The body is parsed once, and stays readable for the application. Not thread-safe.
 */
public final class LoginInput {
  /** What containers put in the place of bytes that are not in the charset. */
  private static final char UNDECODABLE = '\ufffd';

  private final LoginMessage message;
  private final LoginBody body;

  private LoginInput(LoginMessage message, LoginBody body) {
    this.message = message;
    this.body = body;
  }

  /** Reads a request that nobody has handed to the application yet. */
  public static LoginInput of(LoginMessage message) {
    return new LoginInput(message, LoginBody.read(message));
  }

  /**
   * The username, wherever it is. Two places may only name the same, since an application need not
   * prefer the one that a configuration names first.
   *
   * @throws IOException if the client does not send what it announced
   */
  public Submitted username(List<UsernameSource> sources, UsernameNormalizer normalizer)
      throws IOException {
    try {
      checkBody(sources);
      Submitted found =
          new Submitted.Missing(body.kind() + " without " + UsernameSource.text(sources));
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
    String name = Usernames.spelling(raw, normalizer::normalize);
    if (name == null) {
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
    if (body instanceof LoginBody.Foreign && message.hasBody()) {
      throw unsupported("Content-Type must be that of a form or of JSON");
    }
    if ((body instanceof LoginBody.Form && !form) || (body instanceof LoginBody.Json && !json)) {
      throw unsupported("the body must be " + (form ? "a form" : "JSON"));
    }
    if (json && looksLikeJson()) {
      throw badRequest("the form must not be JSON too");
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
    if (body instanceof LoginBody.Form form
        && Names.hasOtherCase(form.fields().keySet(), source.field())) {
      throw badRequest(source + " must be in this case");
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
   * Checks that the query string does not have the field too.
   *
   * @param seen the parameter's values: none where the container does not parse the form, such as
   *     Tomcat for PUT; {@code null} where the application reads the form alone
   */
  private void checkQuery(
      UsernameSource.Form source, List<String> sent, @Nullable List<String> seen)
      throws MalformedInputException {
    if (seen == null) {
      return;
    }
    boolean other = Names.hasOtherCase(message.queryNames(), source.field());
    if (other || (!seen.isEmpty() && !seen.equals(sent))) {
      throw badRequest(source + " must not be in the query string");
    }
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
   * The token that is in the first of these: a form's field, a member of the JSON object, a header
   * or a cookie of that name. A body that cannot be read has none.
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

  /** The tokens: what readers could disagree about, or what is too long, is one that is wrong. */
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

  /** The pointer (RFC 6901) to the member of that name at the top. */
  public static String pointer(String member) {
    return "/" + member.replace("~", "~0").replace("/", "~1");
  }

  /** A client that has no token yet may well say null. */
  private @Nullable String tokenMember(String pointer) throws MalformedInputException {
    JsonValue value = selected(pointer);
    return value instanceof JsonValue.Null ? null : text(value, "json:" + pointer);
  }
}
