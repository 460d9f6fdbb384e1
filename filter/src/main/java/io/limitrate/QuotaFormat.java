package io.limitrate;

import io.limitrate.Quota.Kind;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.text.Suggestion;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes the written form of quotas, and checks the ranges that all quotas share. */
final class QuotaFormat {
  private static final Pattern FORM =
      Pattern.compile(
          "(?<limit>[0-9_]+)\\s*/\\s*(?<number>[0-9_]*)\\s*(?<unit>[A-Za-z]+)"
              + "(?:\\s+(?<kind>[a-z]+(?:-[a-z]+)+))?(?:\\s+(?<extra>burst|queue)\\s+(?<size>[0-9_]+))?");
  private static final Pattern IN_FLIGHT =
      Pattern.compile(
          "(?<limit>[0-9_]+)\\s+in-flight(?:\\s+longest\\s+(?<number>[0-9_]+)\\s*(?<unit>[A-Za-z]+))?");
  private static final Map<String, Long> UNIT_NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L,
          "d", 86_400_000_000_000L);
  private static final String[] UNITS = {"d", "h", "m", "s", "ms", "us", "ns"};
  private static final Duration LONGEST = Duration.ofDays(3_650);
  private static final Duration LONGEST_WRITTEN = Duration.ofDays(365);

  /** About 36 years in nanoseconds; the algorithms compute with four times this value. */
  private static final BigInteger LONGEST_FILL = BigInteger.ONE.shiftLeft(60);

  private QuotaFormat() {}

  static Quota parse(String text, Kind unnamed) {
    try {
      return read(text.strip(), unnamed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + text + "\": " + e.getMessage(), e);
    }
  }

  /** Returns whether the text is a valid quota within all ranges. */
  static boolean accepts(String text) {
    try {
      return hasForm(text) && read(text, Kind.TOKEN_BUCKET).limit() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasForm(String text) {
    return FORM.matcher(text).matches()
        || CalendarFormat.FORM.matcher(text).matches()
        || IN_FLIGHT.matcher(text).matches();
  }

  private static Quota read(String text, Kind unnamed) {
    Matcher calendar = CalendarFormat.FORM.matcher(text);
    if (calendar.matches()) {
      return CalendarFormat.read(calendar);
    }
    Matcher inFlight = IN_FLIGHT.matcher(text);
    if (inFlight.matches()) {
      return inFlight(inFlight);
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(QuotaHint.rule(text));
    }
    return read(form, unnamed);
  }

  private static Quota inFlight(Matcher form) {
    long limit = number(form.group("limit"));
    return form.group("unit") == null
        ? new InFlight(limit)
        : new InFlight(limit, window(form.group("number"), form.group("unit")));
  }

  private static Quota read(Matcher form, Kind unnamed) {
    long limit = number(form.group("limit"));
    Duration window = window(form.group("number"), form.group("unit"));
    Kind kind = kind(form.group("kind"), form.group("extra"), unnamed);
    String extra = form.group("extra");
    long size = extra == null ? limit : number(form.group("size"));
    if (extra != null && kind != (extra.equals("burst") ? Kind.TOKEN_BUCKET : Kind.LEAKY_BUCKET)) {
      throw new IllegalArgumentException(kind.text() + " has no " + extra);
    }
    return kind.quota(limit, window, size);
  }

  private static Kind kind(@Nullable String name, @Nullable String extra, Kind unnamed) {
    if (name == null && extra == null) {
      return unnamed;
    }
    if (name == null) {
      return "queue".equals(extra) ? Kind.LEAKY_BUCKET : Kind.TOKEN_BUCKET;
    }
    require(!name.equals("in-flight"), "in-flight has no window: write 20 in-flight");
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.text().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknownKind(name)));
  }

  private static String unknownKind(String name) {
    List<String> kinds = Arrays.stream(Kind.values()).map(Kind::text).toList();
    return "unknown algorithm "
        + name
        + ", it is one of "
        + String.join(", ", kinds)
        + Suggestion.of(name, kinds);
  }

  private static Duration window(String number, String unit) {
    long count = number.isEmpty() ? 1 : number(number);
    Long unitNanos = UNIT_NANOS.get(unit);
    if (unitNanos == null) {
      throw new IllegalArgumentException(
          "unknown unit "
              + unit
              + ", it is one of ns, us, ms, s, m, h, d"
              + (number.isEmpty() ? TimeUnits.meant(unit) : TimeUnits.meant(count, unit)));
    }
    try {
      return Duration.ofNanos(Math.multiplyExact(count, unitNanos));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("window must be at most 3650d", e);
    }
  }

  static long number(String digits) {
    try {
      return Long.parseLong(digits.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(digits + " must be a number of at most 2^63-1", e);
    }
  }

  static void validate(long limit, Duration window, String extra, long size) {
    require(limit >= 1, "limit must be at least 1");
    require(size >= 1, extra + " must be at least 1");
    require(window.compareTo(Duration.ZERO) > 0, "window must be positive");
    require(window.compareTo(LONGEST) <= 0, "window must be at most 3650d");
    BigInteger fill =
        BigInteger.valueOf(window.toNanos())
            .multiply(BigInteger.valueOf(size))
            .divide(BigInteger.valueOf(limit));
    require(
        fill.compareTo(LONGEST_FILL) <= 0,
        extra + " must fill within 2^60 ns (about 36 years) at this rate");
  }

  static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }

  static void requireWithin(String name, Duration time, Duration least, Duration most) {
    require(
        time.compareTo(least) >= 0 && time.compareTo(most) <= 0,
        name + " " + text(time) + ": must be from " + text(least) + " to " + text(most));
  }

  /** Returns a time as text, also a time that is too long for {@link #write}. */
  static String text(Duration time) {
    return time.compareTo(LONGEST_WRITTEN) > 0 ? time.toString() : write(time);
  }

  /** Returns the common part: limit, window, and the algorithm unless it is the token bucket. */
  static String write(Quota quota) {
    String kind = quota.kind() == Kind.TOKEN_BUCKET ? "" : " " + quota.kind().text();
    return quota.limit() + "/" + write(quota.window()) + kind;
  }

  static String write(InFlight quota) {
    boolean usual = quota.longest().equals(InFlight.DEFAULT_LONGEST);
    return quota.limit() + " in-flight" + (usual ? "" : " longest " + write(quota.longest()));
  }

  static String write(Duration window) {
    long nanos = window.toNanos();
    for (String unit : UNITS) {
      long unitNanos = UNIT_NANOS.getOrDefault(unit, 1L);
      if (nanos % unitNanos == 0) {
        return nanos / unitNanos + unit;
      }
    }
    throw new AssertionError(window);
  }
}
