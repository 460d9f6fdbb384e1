package io.limitrate;

import io.limitrate.internal.text.SourceHint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The kinds of parts of a {@link KeySpec}, in the order in which messages list them. */
enum KeyPart {
  GLOBAL(Origin.SERVER, false),
  IP(Origin.SERVER, false),
  USER(Origin.SERVER, false),
  SESSION(Origin.SERVER, false),
  ENDPOINT(Origin.SERVER, false),
  APIKEY(Origin.CLIENT, false),
  ROLE(Origin.SERVER, true),
  HEADER(Origin.CLIENT, true),
  COOKIE(Origin.CLIENT, true),
  QUERY(Origin.CLIENT, true),
  FORM(Origin.BODY, true),
  JSON(Origin.BODY, true),
  PATH(Origin.CLIENT, true),
  PARAM(Origin.SERVER, true),
  RESOLVER(Origin.APPLICATION, true);

  private final String text = name().toLowerCase(Locale.ROOT);
  private final Origin origin;
  private final boolean named;

  /**
   * Creates a kind of parts.
   *
   * @param named whether such a part names what it reads
   */
  KeyPart(Origin origin, boolean named) {
    this.origin = origin;
    this.named = named;
  }

  private static List<String> texts(boolean named) {
    return Arrays.stream(values()).filter(part -> part.named == named).map(KeyPart::text).toList();
  }

  /** Returns the part that has this text, and a name or none, or {@code null}. */
  static @Nullable KeyPart of(String text, boolean named) {
    for (KeyPart part : values()) {
      if (part.text.equals(text) && part.named == named) {
        return part;
      }
    }
    return null;
  }

  /** Returns the message about a part that does not exist. */
  static String unknown(String part) {
    SourceHint hint = new SourceHint(texts(false), texts(true));
    return "unknown part "
        + part
        + ", known are "
        + Stream.concat(hint.plain().stream(), hint.named().stream())
            .map(hint::form)
            .collect(Collectors.joining(", "))
        + hint.of(part, "query:NAME, form:NAME or json:/NAME, or param:NAME at an annotation");
  }

  /** Returns the written form, without a name. */
  String text() {
    return text;
  }

  /** Returns whether the part may read the body of a call. */
  boolean mayReadBody() {
    return origin == Origin.BODY || origin == Origin.APPLICATION;
  }

  /** Returns whether the client can choose the value. */
  boolean isChosenByClient() {
    return origin == Origin.BODY || origin == Origin.CLIENT;
  }

  /**
   * Returns the resolver of the value, or {@code null} if the name is not valid.
   *
   * @param own finds a resolver of the application by its name
   */
  @Nullable KeyResolver resolver(String name, Function<String, @Nullable KeyResolver> own) {
    return switch (this) {
      case GLOBAL -> call -> "";
      case IP -> Call::address;
      case USER -> Call::user;
      case SESSION -> Call::session;
      case ENDPOINT -> Call::endpoint;
      case APIKEY -> call -> call.header("X-Api-Key");
      case ROLE -> call -> call.hasRole(name) ? name : null;
      case HEADER -> call -> call.header(name);
      case COOKIE -> call -> call.cookie(name);
      case QUERY -> call -> call.query(name);
      case FORM -> call -> call.form(name);
      case JSON -> name.startsWith("/") ? call -> call.json(name) : null;
      case PATH -> call -> call.pathVariable(name);
      case PARAM -> call -> call.parameter(name);
      case RESOLVER -> own.apply(name);
    };
  }

  /** Tells who determines the value of a part. */
  private enum Origin {
    /** The container, the session, the route, or the code that calls a method. */
    SERVER,
    /** The client, in the head of the request. */
    CLIENT,
    /** The client, in the body of the request. */
    BODY,
    /** A resolver of the application, which may read everything. */
    APPLICATION
  }
}
