package io.limitrate.internal.yaml;

import io.limitrate.internal.source.SettingPath;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A name with dots that the path of a system property gives without the brackets that such a name
 * needs: {@code policies.com.acme.Orders.create.shadow}.
 *
 * @param section the section that has the name
 * @param setting what follows the name in the path, with its dot
 */
record DottedName(String section, String name, String setting) {
  private static final String SETTING =
      "\\.(?:quotas|tiers|tiers\\.[^.]+|key|cost|cost\\.[^.]+|failure|shadow|exact)";
  private static final Pattern OF_POLICY =
      Pattern.compile("policies\\.([^\\[]+\\..+(?<!\\.tiers|\\.cost))(" + SETTING + ")");

  /** The longest known name of a section that a path gives. */
  static Optional<DottedName> known(String path, String section, Set<String> names) {
    return names.stream()
        .filter(name -> name.contains(".") && path.startsWith(section + "." + name + "."))
        .max(Comparator.comparingInt(String::length))
        .map(
            name -> new DottedName(section, name, path.substring((section + "." + name).length())));
  }

  /** The name of a policy that a path probably gives, such as that of an annotated method. */
  static Optional<DottedName> ofPolicy(String path) {
    var matcher = OF_POLICY.matcher(path);
    return matcher.matches()
        ? Optional.of(new DottedName("policies", matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The path with the name in brackets. */
  String path() {
    return entry() + setting;
  }

  /** The path of the entry that has the name. */
  String entry() {
    return SettingPath.append(section, name);
  }
}
