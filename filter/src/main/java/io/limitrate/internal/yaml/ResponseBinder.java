package io.limitrate.internal.yaml;

import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.internal.path.ApplicationPath;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of responses: headers, bodies and pages. */
final class ResponseBinder {
  private ResponseBinder() {}

  static ResponseSettings read(Setting setting) {
    Section response = setting.section("headers", "body", "htmlPage");
    ResponseSettings defaults = ResponseSettings.DEFAULT;
    Body body = response.find("body").flatMap(s -> s.choose(Body.class)).orElse(defaults.body());
    Optional<String> htmlPage = Optional.empty();
    if (body == Body.PROBLEM) {
      htmlPage = response.read("htmlPage", ApplicationPath::checkPage);
    } else {
      response.reject("htmlPage", "the body is not problem");
    }
    return new ResponseSettings(
        response.find("headers").map(ResponseBinder::dialects).orElse(defaults.dialects()),
        body,
        htmlPage);
  }

  private static Set<Dialect> dialects(Setting setting) {
    Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
    for (Setting value : setting.values()) {
      value
          .choose(Dialect.class)
          .filter(dialect -> !dialects.add(dialect))
          .ifPresent(repeated -> value.addError("is given twice"));
    }
    try {
      return new ResponseSettings(dialects, Body.PROBLEM, Optional.empty()).dialects();
    } catch (IllegalArgumentException e) {
      setting.addError(String.valueOf(e.getMessage()));
      return Set.of();
    }
  }
}
