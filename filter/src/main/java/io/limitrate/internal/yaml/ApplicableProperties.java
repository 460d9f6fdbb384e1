package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Selects the system properties that apply to this application. All applications of a JVM share the
 * system properties, so a property for a policy of another application is ignored here.
 */
final class ApplicableProperties {
  /** Maps a section to the settings of which every entry of the section needs one. */
  private static final Map<String, Set<String>> NEEDED =
      Map.of("policies", Set.of("quotas", "tiers"), "challenges", Set.of("provider"));

  /** The sections in which the user chooses the names of the entries. */
  private static final Set<String> OF_USER = Set.of("policies", "logins", "challenges");

  private static final String UNKNOWN =
      "is ignored, because the context path of this application was not known when its"
          + " configuration was read, so its name is /: write limitrate[/]., or leave the name out";

  private final Mapping file;
  private final Set<String> policiesOfCode;
  private final SortedMap<PropertyName, String> properties = new TreeMap<>();
  private final Errors errors;
  private final Messages notes;

  private ApplicableProperties(
      Mapping file, Set<String> policiesOfCode, Errors errors, Messages notes) {
    this.file = file;
    this.policiesOfCode = policiesOfCode;
    this.errors = errors;
    this.notes = notes;
  }

  /**
   * Returns the values of the properties by name. Properties for all applications come first.
   *
   * @param policiesOfCode the policies that are not in the file
   * @param notes receives a note for each ignored property
   */
  static SortedMap<PropertyName, String> of(
      Overrides overrides,
      Mapping file,
      Set<String> policiesOfCode,
      Errors errors,
      Messages notes) {
    ApplicableProperties applicable = new ApplicableProperties(file, policiesOfCode, errors, notes);
    overrides
        .properties()
        .forEach(
            (property, value) -> {
              if (PropertyName.isOurs(property)) {
                applicable.add(PropertyName.of(property), value, overrides);
              }
            });
    return applicable.selected();
  }

  private void add(PropertyName name, String value, Overrides overrides) {
    if (!name.application().isEmpty() && !name.application().startsWith("/")) {
      errors.add(
          name.place(),
          "names an application by "
              + name.application()
              + ", which must be its context path: write limitrate[/shop].policies, or"
              + " limitrate[/].policies for the root");
    } else if (name.application().isEmpty() || name.application().equals(overrides.application())) {
      properties.put(name, value);
    } else if (overrides.contextPath() == null) {
      notes.add(name.place(), "", UNKNOWN);
    }
  }

  private SortedMap<PropertyName, String> selected() {
    SortedMap<PropertyName, String> selected = new TreeMap<>(properties);
    selected.keySet().removeIf(name -> isWithoutBrackets(name) || isIgnored(name));
    return selected;
  }

  /** Rejects a property that names an entry of this application without the required brackets. */
  private boolean isWithoutBrackets(PropertyName name) {
    List<String> steps = SettingPath.steps(name.path());
    if (steps.size() < 3 || !OF_USER.contains(steps.get(0))) {
      return false;
    }
    Set<String> known = known(steps.get(0));
    Optional<UnbracketedName> meant =
        known.contains(steps.get(1))
            ? Optional.empty()
            : UnbracketedName.known(name.path(), steps.get(0), known)
                .or(
                    () ->
                        name.isForAll() ? Optional.empty() : UnbracketedName.ofPolicy(name.path()));
    meant.ifPresent(dotted -> errors.add(name.place(), bracketsFor(name, dotted)));
    return meant.isPresent();
  }

  private static String bracketsFor(PropertyName name, UnbracketedName dotted) {
    return "a name with dots needs brackets: write " + name.text(dotted.path());
  }

  /**
   * Returns whether only another application can use a property for all applications, and notes the
   * property.
   */
  private boolean isIgnored(PropertyName name) {
    List<String> steps = SettingPath.steps(name.path());
    if (!name.isForAll() || steps.size() < 3 || !isOfOthers(steps.get(0), steps.get(1))) {
      return false;
    }
    notes.add(name.place(), "", ignored(name, steps.get(0), steps.get(1)));
    return true;
  }

  /**
   * Returns whether an entry is not in this application and is not defined completely by
   * properties.
   */
  private boolean isOfOthers(String section, String entry) {
    return NEEDED.containsKey(section)
        && !known(section).contains(entry)
        && properties.keySet().stream().noneMatch(name -> makes(name, section, entry));
  }

  private static boolean makes(PropertyName name, String section, String entry) {
    List<String> steps = SettingPath.steps(name.path());
    return steps.size() > 2
        && steps.get(0).equals(section)
        && steps.get(1).equals(entry)
        && NEEDED.getOrDefault(section, Set.of()).contains(steps.get(2));
  }

  private Set<String> known(String section) {
    Set<String> known = new TreeSet<>(section.equals("policies") ? policiesOfCode : Set.of());
    for (Entry entry : file.entries()) {
      if (entry.key().equals(section) && entry.value() instanceof Mapping mapping) {
        mapping.entries().forEach(one -> known.add(one.key()));
      }
    }
    return known;
  }

  private String ignored(PropertyName name, String section, String entry) {
    String reason =
        "is ignored, because " + SettingPath.append(section, entry) + " is not in this application";
    Optional<UnbracketedName> dotted = UnbracketedName.ofPolicy(name.path());
    if (dotted.isPresent()) {
      return reason
          + "; "
          + bracketsFor(name, dotted.get())
          + inFull(section, dotted.get().entry());
    }
    return reason
        + inFull(section, SettingPath.append(section, entry))
        + "; if another application has it, write limitrate[/shop]."
        + name.path()
        + Suggestion.of(entry, known(section));
  }

  private static String inFull(String section, String entry) {
    String needed = String.join(" or ", new TreeSet<>(NEEDED.getOrDefault(section, Set.of())));
    return "; to make " + entry + ", set its " + needed + " too";
  }
}
