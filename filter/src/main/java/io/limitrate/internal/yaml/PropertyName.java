package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a system property: {@code limitrate.PATH} for all applications, or {@code
 * limitrate[/shop].PATH} for one application.
 *
 * @param application the context path of the application, {@code /} for the root; empty for all
 * @param path the path of the setting
 */
record PropertyName(String text, String application, String path)
    implements Comparable<PropertyName> {
  private static final Pattern FORM =
      Pattern.compile("limitrate(?:\\[([^\\[\\]]*)])?\\.(.*)", Pattern.DOTALL);
  private static final Pattern SECRET =
      Pattern.compile("(limitrate.*?\\.tiers.*?values).+", Pattern.DOTALL);

  static boolean isOurs(String property) {
    return property.startsWith("limitrate.") || property.startsWith("limitrate[");
  }

  /** Reads a name. The path is empty when the name does not contain the path of a setting. */
  static PropertyName of(String property) {
    Matcher form = FORM.matcher(property);
    if (!form.matches()) {
      return new PropertyName(property, "", "");
    }
    String application = form.group(1) == null ? "" : form.group(1);
    return new PropertyName(property, application, form.group(2));
  }

  boolean isForAll() {
    return text.startsWith("limitrate.");
  }

  /** Returns the name of the same property with the path of another setting. */
  String text(String otherPath) {
    return text.substring(0, text.length() - path.length()) + otherPath;
  }

  /** Returns the names for the log. Omits a name when a later name has the same path. */
  static List<String> effective(Collection<PropertyName> names) {
    Map<String, String> byPath = new TreeMap<>();
    names.forEach(name -> byPath.put(name.path, name.shown()));
    return List.copyOf(byPath.values());
  }

  /** Returns the place of the property's value. */
  Place place() {
    return Place.outsideTheFile("system property " + shown());
  }

  /** Returns the name on one line. Masks the value of a header in the table of tiers. */
  private String shown() {
    return Messages.printable(SECRET.matcher(text).replaceFirst("$1[***]"));
  }

  /**
   * Sorts properties for all applications before properties for one application, which override
   * them.
   */
  @Override
  public int compareTo(PropertyName other) {
    return isForAll() == other.isForAll()
        ? text.compareTo(other.text)
        : Boolean.compare(other.isForAll(), isForAll());
  }
}
