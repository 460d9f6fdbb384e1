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
  GLOBAL(Origin.SERVER, call -> ""),
  IP(Origin.SERVER, Call::address),
  USER(Origin.SERVER, Call::user),
  SESSION(Origin.SERVER, Call::session),
  ENDPOINT(Origin.SERVER, Call::endpoint),
  APIKEY(Origin.CLIENT, call -> call.header("X-Api-Key")),
  ROLE(Origin.SERVER, (name, own) -> call -> call.hasRole(name) ? name : null),
  HEADER(Origin.CLIENT, (name, own) -> call -> call.header(name)),
  COOKIE(Origin.CLIENT, (name, own) -> call -> call.cookie(name)),
  QUERY(Origin.CLIENT, (name, own) -> call -> call.query(name)),
  FORM(Origin.BODY, (name, own) -> call -> call.form(name)),
  JSON(Origin.BODY, (name, own) -> name.startsWith("/") ? call -> call.json(name) : null),
  PATH(Origin.CLIENT, (name, own) -> call -> call.pathVariable(name)),
  PARAM(Origin.SERVER, (name, own) -> call -> call.parameter(name)),
  RESOLVER(Origin.APPLICATION, (name, own) -> own.apply(name));

  private static final SourceHint HINT = new SourceHint(texts(false), texts(true));

  private final String text = name().toLowerCase(Locale.ROOT);
  private final Origin origin;
  private final boolean named;

  @SuppressWarnings("ImmutableEnumChecker") // a function without a state
  private final Source source;

  /** Creates a part without a name. */
  KeyPart(Origin origin, KeyResolver resolver) {
    this.origin = origin;
    this.named = false;
    this.source = (name, own) -> resolver;
  }

  /** Creates a part that names what it reads. */
  KeyPart(Origin origin, Source source) {
    this.origin = origin;
    this.named = true;
    this.source = source;
  }

  private static List<String> texts(boolean named) {
    return Arrays.stream(values()).filter(part -> part.named == named).map(KeyPart::text).toList();
  }

  /** Returns the part that has this text, and a name or none, or {@code null}. */
  static @Nullable KeyPart of(String text, boolean named) {
    return Arrays.stream(values())
        .filter(part -> part.text.equals(text) && part.named == named)
        .findFirst()
        .orElse(null);
  }

  /** Returns the message about a part that does not exist. */
  static String unknown(String part) {
    return "unknown part "
        + part
        + ", known are "
        + Stream.concat(texts(false).stream(), texts(true).stream())
            .map(HINT::form)
            .collect(Collectors.joining(", "))
        + HINT.of(part, "query:NAME, form:NAME or json:/NAME, or param:NAME at an annotation");
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
    return source.resolver(name, own);
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

  /** Makes the resolver of a part from the part's name. */
  private interface Source {
    @Nullable KeyResolver resolver(String name, Function<String, @Nullable KeyResolver> own);
  }
}
