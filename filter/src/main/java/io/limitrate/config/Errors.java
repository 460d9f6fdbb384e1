package io.limitrate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Collects all that is wrong, so that one start shows it all. */
final class Errors {
  private static final int MOST = 100;
  private static final int LONGEST = 200;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final List<Error> errors = new ArrayList<>();

  void add(Place place, String rule) {
    errors.add(new Error(place, printable(rule)));
  }

  void add(Place place, String path, String rule) {
    add(place, path.isEmpty() ? rule : printable(path) + ": " + printable(rule));
  }

  void add(Place place, String path, String value, String rule) {
    errors.add(
        new Error(place, printable(path) + " \"" + printable(value) + "\": " + printable(rule)));
  }

  /** Values come from outside: they neither flood a log nor forge its lines. */
  private static String printable(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return UNPRINTABLE.matcher(start).replaceAll("\uFFFD");
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw exception();
    }
  }

  ConfigurationException exception() {
    List<String> lines =
        errors.stream()
            .sorted(Comparator.comparingLong(error -> error.place.order()))
            .map(error -> error.place.text() + ": " + error.message)
            .collect(Collectors.toList());
    if (lines.size() <= MOST) {
      return new ConfigurationException(lines);
    }
    String rest = "and " + (lines.size() - MOST) + " more";
    return new ConfigurationException(
        Stream.concat(lines.stream().limit(MOST), Stream.of(rest)).toList());
  }

  private record Error(Place place, String message) {}
}
