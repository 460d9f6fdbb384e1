package io.limitrate.internal.source;

import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Sequence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maps the paths of a file's settings to their places. Holds no values. */
public final class Places {
  static final Places NONE = new Places(Map.of());

  /** Sections whose keys are not secret. Of other sections only the place is known. */
  private static final Set<String> SECTIONS =
      Set.of("allow", "deny", "policies", "rules", "priorities", "shedding", "logins", "response");

  private static final Place UNKNOWN = Place.outsideTheFile("");

  private final Map<String, Place> places;

  private Places(Map<String, Place> places) {
    this.places = places;
  }

  public static Places of(Mapping tree) {
    Map<String, Place> places = new HashMap<>();
    for (Entry entry : tree.entries()) {
      if (SECTIONS.contains(entry.key())) {
        add(entry.key(), entry.value(), places);
      } else {
        places.put(entry.key(), entry.value().place());
      }
    }
    return new Places(Map.copyOf(places));
  }

  private static void add(String path, Node node, Map<String, Place> places) {
    places.putIfAbsent(path, node.place());
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        add(SettingPath.append(path, entry.key()), entry.value(), places);
      }
    } else if (node instanceof Sequence sequence) {
      List<Node> elements = sequence.elements();
      for (int i = 0; i < elements.size(); i++) {
        add(path + "[" + i + "]", elements.get(i), places);
      }
    }
  }

  /** Returns the place of a setting, or of the nearest enclosing setting. */
  public Place find(String path) {
    for (String around = path; !around.isEmpty(); around = parent(around)) {
      Place place = places.get(around);
      if (place != null) {
        return place;
      }
    }
    return UNKNOWN;
  }

  private static String parent(String path) {
    int end = path.endsWith("]") ? path.lastIndexOf('[') : path.lastIndexOf('.');
    return path.substring(0, Math.max(0, end));
  }
}
