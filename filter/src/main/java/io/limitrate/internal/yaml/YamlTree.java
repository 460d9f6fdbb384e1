package io.limitrate.internal.yaml;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import io.limitrate.internal.source.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into nodes. All scalars are text. Tags are rejected, so the parser creates no
 * objects. The depth and the number of nodes are limited, including the nodes that aliases repeat,
 * so no file exhausts the memory.
 */
final class YamlTree {
  private static final int DEEPEST = 20;
  private static final int MOST_NODES = 100_000;
  private static final String NO_TAGS = "must not have tags";
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String file;
  private final Iterator<Event> events;
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private Place last;
  private int nodes;

  private YamlTree(String text, String file) {
    this.file = file;
    LoadSettings settings = LoadSettings.builder().setLabel(file).build();
    this.last = Place.line(file, 1, 0);
    this.events = new Parse(settings).parseString(text).iterator();
  }

  /**
   * Reads a document.
   *
   * @return the top level; an empty mapping when the text has no value
   * @throws ConfigurationException with the first violation of the syntax or of a limit
   */
  static Mapping read(String text, String file) {
    YamlTree tree = new YamlTree(text, file);
    try {
      return tree.document();
    } catch (MarkedYamlEngineException e) {
      Place place = e.getProblemMark().map(mark -> Place.of(file, mark)).orElse(tree.last);
      throw error(place, e.getProblem() + YamlHint.of(text, e));
    } catch (ReaderException e) {
      int line = (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw error(Place.line(file, line, 0), "must not contain control characters");
    } catch (YamlEngineException e) {
      throw error(tree.last, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // thrown by the JDK when the parser converts numbers and code points
      throw error(
          tree.last, "an escape sequence after this place is not the number of a character");
    }
  }

  private Mapping document() {
    Event start = next();
    if (next().getEventId() == Event.ID.StreamEnd) {
      return new Mapping(place(start), List.of());
    }
    Node root = node(next(), 1);
    next(); // the end of the document
    Event end = next();
    check(end.getEventId() == Event.ID.StreamEnd, end, "must be one document");
    return top(root);
  }

  private static Mapping top(Node root) {
    if (root instanceof Mapping mapping) {
      return mapping;
    }
    if (root instanceof Scalar scalar && scalar.text().isEmpty()) {
      return new Mapping(root.place(), List.of());
    }
    throw error(root.place(), "must be a mapping of settings");
  }

  private Event next() {
    Event event = events.next();
    last = place(event);
    return event;
  }

  private Node node(Event event, int depth) {
    check(depth <= DEEPEST, event, "must not be nested deeper than " + DEEPEST);
    if (event instanceof AliasEvent alias) {
      return aliased(alias);
    }
    int before = nodes;
    count(event, 1);
    Node node = content(event, depth);
    ((NodeEvent) event)
        .getAnchor()
        .ifPresent(anchor -> anchors.put(anchor, new Anchored(node, nodes - before)));
    return node;
  }

  private Node content(Event event, int depth) {
    if (event instanceof ScalarEvent scalar) {
      check(scalar.getTag().isEmpty(), event, NO_TAGS);
      boolean absent = scalar.isPlain() && NULLS.contains(scalar.getValue());
      return new Scalar(place(event), absent ? "" : scalar.getValue());
    }
    check(((CollectionStartEvent) event).getTag().isEmpty(), event, NO_TAGS);
    return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
  }

  private Node sequence(Event start, int depth) {
    List<Node> elements = new ArrayList<>();
    for (Event e = next(); e.getEventId() != Event.ID.SequenceEnd; e = next()) {
      elements.add(node(e, depth + 1));
    }
    return new Sequence(place(start), elements);
  }

  private Node mapping(Event start, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (Event e = next(); e.getEventId() != Event.ID.MappingEnd; e = next()) {
      if (!(node(e, depth + 1) instanceof Scalar key)) {
        throw error(place(e), "keys must be single values");
      }
      entries.add(new Entry(key.text(), node(next(), depth + 1).at(place(e))));
    }
    return new Mapping(place(start), entries);
  }

  /**
   * Returns the node of an alias. An anchor becomes known after its node is complete, so no node
   * contains itself.
   */
  private Node aliased(AliasEvent alias) {
    Anchored anchored = anchors.get(alias.getAlias());
    if (anchored == null) {
      throw error(place(alias), "alias " + alias.getAlias() + " must follow its anchor");
    }
    count(alias, anchored.nodes);
    return anchored.node.at(place(alias));
  }

  private void count(Event event, int more) {
    nodes += more;
    check(nodes <= MOST_NODES, event, "must not have more than " + MOST_NODES + " values");
  }

  private void check(boolean holds, Event event, String rule) {
    if (!holds) {
      throw error(place(event), rule);
    }
  }

  private Place place(Event event) {
    return event.getStartMark().map(mark -> Place.of(file, mark)).orElse(last);
  }

  private static ConfigurationException error(Place place, String rule) {
    Errors errors = new Errors();
    errors.add(place, rule);
    return errors.exception();
  }

  private record Anchored(Node node, int nodes) {}
}
