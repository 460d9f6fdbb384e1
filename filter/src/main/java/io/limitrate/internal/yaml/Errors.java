package io.limitrate.internal.yaml;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Place;
import java.util.List;
import java.util.stream.Stream;

/** Collects all errors, so that one start of the application reports all of them. */
final class Errors {
  private static final int MOST = 100;

  private final Messages messages = new Messages();

  void add(Place place, String rule) {
    messages.add(place, "", rule);
  }

  void add(Place place, String path, String rule) {
    messages.add(place, path, rule);
  }

  void add(Place place, String path, String value, String rule) {
    messages.add(place, path, value, rule);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  void throwIfAny() {
    if (!isEmpty()) {
      throw exception();
    }
  }

  ConfigurationException exception() {
    List<String> texts = messages.texts();
    if (texts.size() <= MOST) {
      return new ConfigurationException(texts);
    }
    String rest = "and " + (texts.size() - MOST) + " more";
    return new ConfigurationException(
        Stream.concat(texts.stream().limit(MOST), Stream.of(rest)).toList());
  }
}
