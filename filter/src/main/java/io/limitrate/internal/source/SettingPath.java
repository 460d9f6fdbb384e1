package io.limitrate.internal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds and splits the path of a setting: {@code rules[0].path}, {@code policies[com.acme.A].key}.
 */
public final class SettingPath {
  private static final Pattern PLAIN = Pattern.compile("[^.\\[\\]]+");

  /**
   * Matches one step. A name in brackets may contain pairs of brackets, such as {@code
   * com.acme.A.b(int[])}.
   */
  private static final Pattern STEP =
      Pattern.compile("(?:^|(?<!^)\\.)([^.\\[\\]]+)|\\[((?:[^\\[\\]]|\\[[^\\[\\]]*])+)]");

  private SettingPath() {}

  public static String append(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return path + "[" + name + "]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Returns the steps of a path from the top. Returns an empty list when the text is no path. */
  public static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(path);
    int end = 0;
    while (end < path.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        return List.of();
      }
      steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      end = matcher.end();
    }
    return steps;
  }
}
