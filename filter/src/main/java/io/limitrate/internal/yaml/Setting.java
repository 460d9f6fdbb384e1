package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Node.Entry;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.source.Node.Sequence;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting that a binder reads. Reading an invalid value returns empty and adds an error; binders
 * then continue with the next setting.
 *
 * @param name the setting's key or index
 * @param path the setting's path from the top, as in messages and system properties
 */
record Setting(String name, String path, Node node, Errors errors) {
  private static final String SECRET = "***";
  private static final String MERGE_KEY = "<<";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*}");

  static Setting top(Mapping tree, Errors errors) {
    return new Setting("", "", tree, errors);
  }

  void addError(String rule) {
    errors.add(node.place(), path, rule);
  }

  void addError(String value, String rule) {
    errors.add(node.place(), path, value, rule);
  }

  Optional<String> text() {
    if (!(node instanceof Scalar scalar)) {
      addError("must be a single value");
      return Optional.empty();
    }
    String text = scalar.text().strip();
    if (text.isEmpty()) {
      addError("has no value");
      return Optional.empty();
    }
    if (PLACEHOLDER.matcher(text).find()) {
      addError("placeholders are not replaced: set the system property limitrate." + path);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  /**
   * Returns the value that the reader parses from the text. An IllegalArgumentException of the
   * reader becomes an error.
   */
  <T> Optional<T> read(Function<String, T> reader) {
    return read(reader, text -> text);
  }

  /** Reads a text that may contain a secret. Messages show the text that {@code shown} returns. */
  <T> Optional<T> read(Function<String, ? extends T> reader, UnaryOperator<String> shown) {
    return text().flatMap(text -> read(text, reader, shown.apply(text)));
  }

  private <T> Optional<T> read(String text, Function<String, ? extends T> reader, String shown) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      addError(shown, rule(shown, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  /** Returns the rule at the end of an exception's message, after the value in quotes. */
  private static String rule(String text, String message) {
    String value = "\"" + text + "\": ";
    int at = message.indexOf(value);
    return at < 0 ? message : message.substring(at + value.length());
  }

  /** Returns the value of one of these words in any case. */
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

  /** Returns the constant that has this text in any case. */
  <E extends Enum<E>> Optional<E> choose(Class<E> type, Function<E, String> text) {
    return choose(
        Arrays.stream(type.getEnumConstants()).collect(Collectors.toMap(text, one -> one)));
  }

  /** Returns the constant whose name is written like this, such as {@code x-ratelimit}. */
  <E extends Enum<E>> Optional<E> choose(Class<E> type) {
    return choose(type, one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  boolean isTrue() {
    return choose(Map.of("true", true, "false", false)).orElse(false);
  }

  /** Returns whether the value is {@code none}, which switches a setting off. */
  boolean isNone() {
    return node instanceof Scalar scalar && scalar.text().strip().equalsIgnoreCase("none");
  }

  Optional<Long> whole(long least, long most) {
    return read(WholeNumbers.between(least, most, ""));
  }

  /**
   * Returns the values that the reader parses from the elements of a list. A repeated element is an
   * error.
   */
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

  /** Returns the elements of a list of single values. A single text with commas is a list too. */
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
    addError("must be a list");
    return List.of();
  }

  private List<Setting> numbered(List<Node> elements) {
    List<Setting> numbered = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      numbered.add(new Setting(Integer.toString(i), path + "[" + i + "]", elements.get(i), errors));
    }
    return numbered;
  }

  /** Returns the entries of a mapping that accepts a fixed set of keys. */
  Section section(String... keys) {
    List<String> ours = List.of(keys);
    Map<String, Setting> known = new LinkedHashMap<>();
    Set<String> suggestions = new HashSet<>();
    for (Setting entry : entries()) {
      if (ours.contains(entry.name)) {
        known.put(entry.name, entry);
      } else {
        entry.addError(
            "unknown key, known here are "
                + String.join(", ", keys)
                + Suggestion.of(entry.name, ours));
        Suggestion.nearest(entry.name, ours).ifPresent(suggestions::add);
      }
    }
    return new Section(this, known, suggestions);
  }

  /** Returns the entries of a mapping whose keys the user chooses. */
  List<Setting> entries() {
    return entries(name -> SettingPath.append(path, name));
  }

  /** Returns the entries of a mapping whose keys are secret, so no message shows them. */
  List<Setting> secretEntries() {
    return entries(name -> path + "[" + SECRET + "]");
  }

  private List<Setting> entries(Function<String, String> paths) {
    if (!(node instanceof Mapping mapping)) {
      addError("must be a mapping");
      return List.of();
    }
    List<Setting> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Entry entry : mapping.entries()) {
      Setting setting = new Setting(entry.key(), paths.apply(entry.key()), entry.value(), errors);
      if (entry.key().equals(MERGE_KEY)) {
        setting.addError("merge keys are not supported: repeat the settings");
      } else if (names.add(entry.key())) {
        entries.add(setting);
      } else {
        setting.addError("is given twice");
      }
    }
    return entries;
  }

  /** Adds an error when a list or mapping is empty. */
  void checkNotEmpty() {
    boolean empty =
        (node instanceof Sequence sequence && sequence.elements().isEmpty())
            || (node instanceof Mapping mapping && mapping.entries().isEmpty());
    if (empty) {
      addError("must not be empty");
    }
  }
}
