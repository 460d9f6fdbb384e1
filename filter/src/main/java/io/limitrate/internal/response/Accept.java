package io.limitrate.internal.response;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out from an Accept header (RFC 9110, section 12.5.1) whether a client prefers HTML. */
public final class Accept {
  private static final int LONGEST = 1_024;
  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([^;\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WEIGHT_VALUE = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

  private Accept() {}

  /**
   * Returns whether the header prefers HTML to JSON, as the headers of browsers do; false for a
   * missing header and for one of more than 1,024 characters.
   */
  public static boolean prefersHtml(@Nullable String accept) {
    if (accept == null || accept.length() > LONGEST) {
      return false;
    }
    String[] ranges = accept.split(",");
    return weight(ranges, "text/html", "text/*")
        > Math.max(
            weight(ranges, "application/problem+json", "application/*"),
            weight(ranges, "application/json", "application/*"));
  }

  /** Returns the weight of the most precise media range that covers the type. */
  private static double weight(String[] ranges, String type, String family) {
    int precision = 0;
    double weight = 0;
    for (String range : ranges) {
      int of = precision(mediaRange(range), type, family);
      if (of > precision) {
        precision = of;
        weight = weight(range);
      }
    }
    return weight;
  }

  private static String mediaRange(String range) {
    int semicolon = range.indexOf(';');
    return (semicolon < 0 ? range : range.substring(0, semicolon)).strip();
  }

  private static int precision(String range, String type, String family) {
    if (range.equalsIgnoreCase(type)) {
      return 3;
    }
    return range.equalsIgnoreCase(family) ? 2 : range.equals("*/*") ? 1 : 0;
  }

  private static double weight(String range) {
    Matcher weight = WEIGHT.matcher(range);
    if (!weight.find()) {
      return 1;
    }
    String value = weight.group(1);
    return WEIGHT_VALUE.matcher(value).matches() ? Double.parseDouble(value) : 0;
  }
}
