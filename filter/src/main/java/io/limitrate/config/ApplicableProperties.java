package io.limitrate.config;

import io.limitrate.Suggestion;
import io.limitrate.config.Node.Entry;
import io.limitrate.config.Node.Mapping;
import java.util.List;
import java.util.Map;
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

  private static final String UNKNOWN =
      "is ignored, because the context path of this application was not known when its"
          + " configuration was read, so its name is /: write limitrate[/]., or leave the name out";

  private final Mapping file;
  private final Set<String> policiesOfCode;
  private final SortedMap<PropertyName, String> properties = new TreeMap<>();
  private final Messages notes;

  private ApplicableProperties(Mapping file, Set<String> policiesOfCode, Messages notes) {
    this.file = file;
    this.policiesOfCode = policiesOfCode;
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
    ApplicableProperties applicable = new ApplicableProperties(file, policiesOfCode, notes);
    overrides
        .properties()
        .forEach(
            (property, value) -> {
              if (PropertyName.isOurs(property)) {
                applicable.add(PropertyName.of(property), value, overrides, errors);
              }
            });
    return applicable.selected();
  }

  private void add(PropertyName name, String value, Overrides overrides, Errors errors) {
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
    for (PropertyName name : properties.keySet()) {
      List<String> steps = SettingPath.steps(name.path());
      if (name.isForAll() && steps.size() > 2 && isOfOthers(steps.get(0), steps.get(1))) {
        selected.remove(name);
        notes.add(name.place(), "", ignored(name, steps.get(0), steps.get(1)));
      }
    }
    return selected;
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
    return "is ignored, because "
        + SettingPath.append(section, entry)
        + " is not in this application: for one application, write limitrate[/shop]."
        + name.path()
        + Suggestion.of(entry, known(section));
  }
}
