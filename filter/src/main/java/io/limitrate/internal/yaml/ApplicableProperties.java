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
 * Selects the system properties that are about this application. Applications of one JVM share its
 * properties: one that changes a policy which only another application has does no harm here.
 */
final class ApplicableProperties {
  /** What an entry of a section must have, by the section's name. */
  private static final Map<String, Set<String>> NEEDED =
      Map.of("policies", Set.of("quotas", "tiers"), "challenges", Set.of("provider"));

  /** The sections whose entries have names that the user chooses. */
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
   * The values of the properties by their names, those for all applications first.
   *
   * @param policiesOfCode the policies that are not in the file
   * @param notes hears of each property that is ignored
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

  /** Rejects a property that names an entry of this application without the brackets it needs. */
  private boolean isWithoutBrackets(PropertyName name) {
    List<String> steps = SettingPath.steps(name.path());
    if (steps.size() < 3 || !OF_USER.contains(steps.get(0))) {
      return false;
    }
    Set<String> known = known(steps.get(0));
    Optional<DottedName> meant =
        known.contains(steps.get(1))
            ? Optional.empty()
            : DottedName.known(name.path(), steps.get(0), known)
                .or(() -> name.isForAll() ? Optional.empty() : DottedName.ofPolicy(name.path()));
    meant.ifPresent(dotted -> errors.add(name.place(), bracketsFor(name, dotted)));
    return meant.isPresent();
  }

  private static String bracketsFor(PropertyName name, DottedName dotted) {
    return "a name with dots needs brackets: write " + name.text(dotted.path());
  }

  /** Notes a property for all applications that only another application can use. */
  private boolean isIgnored(PropertyName name) {
    List<String> steps = SettingPath.steps(name.path());
    if (!name.isForAll() || steps.size() < 3 || !isOfOthers(steps.get(0), steps.get(1))) {
      return false;
    }
    notes.add(name.place(), "", ignored(name, steps.get(0), steps.get(1)));
    return true;
  }

  /** Whether an entry is neither here nor made in full by properties. */
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
    Optional<DottedName> dotted = DottedName.ofPolicy(name.path());
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
