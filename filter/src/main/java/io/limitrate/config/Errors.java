package io.limitrate.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects all that is wrong, so that one start shows it all. */
final class Errors {
  private static final int MOST = 100;
  private static final int LONGEST = 400;
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private final List<Line> lines = new ArrayList<>();

  void add(Place place, String rule) {
    add(place, "", rule);
  }

  void add(Place place, String path, String rule) {
    String prefix = path.isEmpty() ? "" : printable(path) + ": ";
    lines.add(new Line(place, prefix + printable(rule)));
  }

  void add(Place place, String path, String value, String rule) {
    lines.add(
        new Line(place, printable(path) + " \"" + printable(value) + "\": " + printable(rule)));
  }

  /** Values come from outside: they neither flood a log nor forge its lines. */
  private static String printable(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    return UNPRINTABLE.matcher(start).replaceAll("\uFFFD");
  }

  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw exception();
    }
  }

  ConfigurationException exception() {
    List<String> texts =
        lines.stream()
            .sorted(Comparator.comparingLong(line -> line.place.order()))
            .map(line -> printable(line.place.text()) + ": " + line.message)
            .toList();
    if (texts.size() <= MOST) {
      return new ConfigurationException(texts);
    }
    String rest = "and " + (texts.size() - MOST) + " more";
    return new ConfigurationException(
        Stream.concat(texts.stream().limit(MOST), Stream.of(rest)).toList());
  }

  private record Line(Place place, String message) {}
}
