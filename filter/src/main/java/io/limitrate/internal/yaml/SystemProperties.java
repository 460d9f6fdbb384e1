package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import io.limitrate.internal.source.Place;
import io.limitrate.internal.source.SettingPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Overrides the settings of a file by system properties: {@code
 * limitrate.policies.api.quotas=5/1m}.
 */
final class SystemProperties {
  private SystemProperties() {}

  static Mapping over(Mapping tree, Map<PropertyName, String> properties, Errors errors) {
    Mapping changed = tree;
    for (Map.Entry<PropertyName, String> property : properties.entrySet()) {
      changed = over(changed, property.getKey(), property.getValue(), errors);
    }
    return changed;
  }

  private static Mapping over(Mapping tree, PropertyName property, String value, Errors errors) {
    Place place = property.place();
    List<String> steps = SettingPath.steps(property.path());
    try {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException(
            "must be the path of a setting, such as limitrate.rules[0].path");
      }
      return over(tree, steps, new Scalar(place, value));
    } catch (IllegalArgumentException e) {
      errors.add(place, String.valueOf(e.getMessage()));
      return tree;
    }
  }

  private static Node over(Node node, List<String> steps, Scalar value) {
    if (steps.isEmpty()) {
      return value;
    }
    if (node instanceof Mapping mapping) {
      return over(mapping, steps, value);
    }
    if (node instanceof Sequence sequence) {
      return over(sequence, steps, value);
    }
    throw new IllegalArgumentException(
        "the value of " + node.place().text() + " is a single value and has no settings");
  }

  private static Mapping over(Mapping mapping, List<String> steps, Scalar value) {
    List<Entry> entries = new ArrayList<>(mapping.entries());
    String key = steps.get(0);
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        entries.set(i, new Entry(key, over(entries.get(i).value(), rest(steps), value)));
        return new Mapping(mapping.place(), entries);
      }
    }
    Mapping fresh = new Mapping(value.place(), List.of());
    entries.add(new Entry(key, over((Node) fresh, rest(steps), value)));
    return new Mapping(mapping.place(), entries);
  }

  private static Sequence over(Sequence sequence, List<String> steps, Scalar value) {
    List<Node> elements = new ArrayList<>(sequence.elements());
    int index = index(steps.get(0), elements.size());
    elements.set(index, over(elements.get(index), rest(steps), value));
    return new Sequence(sequence.place(), elements);
  }

  private static int index(String step, int size) {
    for (int i = 0; i < size; i++) {
      if (Integer.toString(i).equals(step)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "the list has no element ["
            + step
            + "], it has "
            + size
            + " (a property for the list of one application names it: limitrate[/shop].rules[0])");
  }

  private static List<String> rest(List<String> steps) {
    return steps.subList(1, steps.size());
  }
}
