package io.limitrate.internal.yaml;

import io.limitrate.internal.source.SettingPath;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name with dots that a system property contains without the required brackets: {@code
 * policies.com.acme.Orders.create.shadow}.
 *
 * @param section the section of the named entry
 * @param setting the rest of the path after the name, beginning with a dot
 */
record UnbracketedName(String section, String name, String setting) {
  private static final String SETTING =
      "\\.(?:quotas|tiers|tiers\\.[^.]+|key|cost|cost\\.[^.]+|failure|shadow|enforce|exact)";
  private static final Pattern OF_POLICY =
      Pattern.compile("policies\\.([^\\[]+\\..+(?<!\\.tiers|\\.cost))(" + SETTING + ")");

  /** Returns the longest known name of the section at the beginning of a path. */
  static Optional<UnbracketedName> known(String path, String section, Set<String> names) {
    return names.stream()
        .filter(name -> name.contains(".") && path.startsWith(section + "." + name + "."))
        .max(Comparator.comparingInt(String::length))
        .map(
            name ->
                new UnbracketedName(
                    section, name, path.substring((section + "." + name).length())));
  }

  /**
   * Returns the name in a path that probably names a policy, such as the policy of an annotated
   * method.
   */
  static Optional<UnbracketedName> ofPolicy(String path) {
    var matcher = OF_POLICY.matcher(path);
    return matcher.matches()
        ? Optional.of(new UnbracketedName("policies", matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Returns the path with the name in brackets. */
  String path() {
    return entry() + setting;
  }

  /** Returns the path of the entry that has the name. */
  String entry() {
    return SettingPath.append(section, name);
  }
}
