package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One setting that is being read. What cannot be read is empty, and an error is noted: readers go
 * on with the next setting.
 *
 * @param name its key, or its index
 * @param path its name from the top, as messages and system properties write it
 */
record Setting(String name, String path, Node node, Errors errors) {
  private static final String SECRET = "***";
  private static final String MERGE_KEY = "<<";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

  static Setting top(Mapping tree, Errors errors) {
    return new Setting("", "", tree, errors);
  }

  void wrong(String rule) {
    errors.add(node.place(), path, rule);
  }

  void wrong(String value, String rule) {
    errors.add(node.place(), path, value, rule);
  }

  Optional<String> text() {
    if (!(node instanceof Scalar scalar)) {
      wrong("must be a single value");
      return Optional.empty();
    }
    String text = scalar.text().strip();
    if (text.isEmpty()) {
      wrong("has no value");
      return Optional.empty();
    }
    if (PLACEHOLDER.matcher(text).find()) {
      wrong("placeholders are not replaced: set the system property limitrate." + path);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /** The value that a reader makes of the text; what it throws becomes an error. */
  <T> Optional<T> read(Function<String, T> reader) {
    return read(reader, text -> text);
  }

  /** The same for a text that holds a secret, which messages show as {@code shown} makes it. */
  <T> Optional<T> read(Function<String, ? extends T> reader, UnaryOperator<String> shown) {
    return text().flatMap(text -> read(text, reader, shown.apply(text)));
  }

  private <T> Optional<T> read(String text, Function<String, ? extends T> reader, String shown) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      wrong(shown, rule(shown, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Messages of our types end with the value in quotes and the rule. */
  private static String rule(String text, String message) {
    String value = "\"" + text + "\": ";
    int at = message.indexOf(value);
    return at < 0 ? message : message.substring(at + value.length());
  }

  /** One of these words, in whichever case. */
  <T> Optional<T> choose(Map<String, T> words) {
    return read(
        text ->
            words.entrySet().stream()
                .filter(word -> word.getKey().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "must be one of "
                                + String.join(", ", new TreeSet<>(words.keySet()))
                                + Suggestion.of(text, words.keySet())))
                .getValue());
  }

  boolean isTrue() {
    return choose(Map.of("true", true, "false", false)).orElse(false);
  }

  /** Whether the value is the word for what there shall not be. */
  boolean isNone() {
    return node instanceof Scalar scalar && scalar.text().strip().equalsIgnoreCase("none");
  }

  Optional<Long> whole(long least, long most) {
    return read(WholeNumbers.between(least, most, ""));
  }

  /** The values that a reader makes of the elements of a list, each of which is given once. */
  <T> List<T> each(Function<String, ? extends T> reader, UnaryOperator<String> shown) {
    List<T> read = new ArrayList<>();
    for (Setting value : values()) {
      Optional<T> one = value.read(text -> once(reader.apply(text), read), shown);
      one.ifPresent(read::add);
    }
    return read;
  }

  <T> List<T> each(Function<String, ? extends T> reader) {
    return each(reader, text -> text);
  }

  private static <T> T once(T value, List<T> before) {
    if (before.contains(value)) {
      throw new IllegalArgumentException("is given twice");
    }
    return value;
  }

  /** The elements of a list of single values, which may be written as one text with commas. */
  List<Setting> values() {
    if (!(node instanceof Scalar)) {
      return elements();
    }
    List<Node> parts = new ArrayList<>();
    text()
        .ifPresent(
            text -> {
              for (String part : text.split(",", -1)) {
                parts.add(new Scalar(node.place(), part));
              }
            });
    return numbered(parts);
  }

  List<Setting> elements() {
    if (node instanceof Sequence sequence) {
      return numbered(sequence.elements());
    }
    wrong("must be a list");
    return List.of();
  }

  private List<Setting> numbered(List<Node> elements) {
    List<Setting> numbered = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      numbered.add(new Setting(Integer.toString(i), path + "[" + i + "]", elements.get(i), errors));
    }
    return numbered;
  }

  /** The entries of a mapping whose keys are ours. */
  Section section(String... keys) {
    List<String> ours = List.of(keys);
    Map<String, Setting> known = new LinkedHashMap<>();
    Set<String> meant = new HashSet<>();
    for (Setting entry : entries()) {
      if (ours.contains(entry.name)) {
        known.put(entry.name, entry);
      } else {
        entry.wrong(
            "unknown key, known here are "
                + String.join(", ", keys)
                + Suggestion.of(entry.name, ours));
        Suggestion.nearest(entry.name, ours).ifPresent(meant::add);
      }
    }
    return new Section(this, known, meant);
  }

  /** The entries of a mapping whose keys are the user's. */
  List<Setting> entries() {
    return entries(name -> SettingPath.append(path, name));
  }

  /** The entries of a mapping whose keys no message may show. */
  List<Setting> secretEntries() {
    return entries(name -> path + "[" + SECRET + "]");
  }

  private List<Setting> entries(Function<String, String> paths) {
    if (!(node instanceof Mapping mapping)) {
      wrong("must be a mapping");
      return List.of();
    }
    List<Setting> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      Setting setting = new Setting(entry.key(), paths.apply(entry.key()), entry.value(), errors);
      if (entry.key().equals(MERGE_KEY)) {
        setting.wrong("merge keys are not supported: repeat the settings");
      } else if (names.add(entry.key())) {
        entries.add(setting);
      } else {
        setting.wrong("is given twice");
      }
    }
    return entries;
  }

  /** Notes that there is nothing in a list or mapping. */
  void checkNotEmpty() {
    boolean empty =
        (node instanceof Sequence sequence && sequence.elements().isEmpty())
            || (node instanceof Mapping mapping && mapping.entries().isEmpty());
    if (empty) {
      wrong("must not be empty");
    }
  }
}
