package io.limitrate.internal.yaml;

import io.limitrate.internal.text.SourceHint;
import io.limitrate.login.UsernameSource;
import java.util.ArrayList;
import java.util.List;

/** Reads the sources of a username: {@code form:username | json:/username}. */
final class UsernameSources {
  private static final SourceHint HINT =
      new SourceHint(List.of(), List.of("form", "json", "header"));

  private UsernameSources() {}

  static List<UsernameSource> parse(String text) {
    List<UsernameSource> sources = new ArrayList<>();
    for (String part : text.split("\\|", -1)) {
      UsernameSource source = source(part.strip());
      if (sources.contains(source)) {
        throw new IllegalArgumentException("names a source twice");
      }
      sources.add(source);
    }
    return sources;
  }

  private static UsernameSource source(String part) {
    int colon = part.indexOf(':');
    String name = part.substring(colon + 1);
    if (name.isEmpty()) {
      throw unknown(part);
    }
    return switch (part.substring(0, Math.max(0, colon))) {
      case "form" -> new UsernameSource.Form(name);
      case "json" -> json(name);
      case "header" -> new UsernameSource.Header(TiersBinder.fieldName(name));
      default -> throw unknown(part);
    };
  }

  private static UsernameSource json(String pointer) {
    try {
      return new UsernameSource.Json(pointer);
    } catch (IllegalArgumentException e) {
      String hint = pointer.startsWith("/") ? "" : HINT.of("json:" + pointer, "");
      throw new IllegalArgumentException(e.getMessage() + hint, e);
    }
  }

  private static IllegalArgumentException unknown(String part) {
    return new IllegalArgumentException(
        (part.isEmpty() ? "a source is empty" : "unknown source " + part)
            + ", it is form:FIELD, json:/POINTER or header:NAME"
            + HINT.of(part, "form:NAME or json:/NAME"));
  }
}
