package io.limitrate.internal.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.limitrate.internal.identity.Cidr;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the text of a list. Skips bad lines, and counts them. Not thread-safe.
 *
 * <p>Formats: one address or range a line; the lines {@code add NAME RANGE} of an ipset; JSON
 * objects, one a line (Spamhaus) or one in the file (AWS, Google Cloud, Azure). Comments begin with
 * {@code #} or {@code ;}.
 */
final class ListReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** A comment at the end of a line, or the comment of an entry of an ipset. */
  private static final Pattern COMMENT = Pattern.compile("\\bcomment\\s+\"[^\"]*\"|[#;].*");

  /** The last line of the files of Spamhaus. */
  private static final Pattern METADATA =
      Pattern.compile("\\{\\s*\"type\"\\s*:\\s*\"metadata\".*}");

  /** The commands of an ipset that name no entry. */
  private static final Set<String> COMMANDS = Set.of("create", "flush", "COMMIT");

  /** The names of ranges in the files of AWS, Google Cloud, Azure and Spamhaus. */
  private static final Set<String> FIELDS =
      Set.of("ip_prefix", "ipv6_prefix", "ipv4Prefix", "ipv6Prefix", "addressPrefixes", "cidr");

  private static final String NAMES = String.join(", ", new TreeSet<>(FIELDS));

  private final List<Cidr> entries = new ArrayList<>();
  private String set = "";
  private int line;
  private int badLines;
  private String firstBad = "";
  private boolean lastIsBad;

  private ListReader() {}

  /**
   * The content of a list.
   *
   * @param firstBad the first bad line, with its number and the rule; empty without bad lines
   * @param damage why the text is no JSON of a known format; empty for a text of lines
   * @param isCut whether the text ends within a line that is no entry
   * @param endsLine whether the last line has an end, or the text is one JSON object
   */
  record Content(
      List<Cidr> entries,
      int badLines,
      String firstBad,
      String damage,
      boolean isCut,
      boolean endsLine) {}

  static Content read(String text) {
    ListReader reader = new ListReader();
    if (isOneObject(text)) {
      return reader.content(reader.json(text), true);
    }
    text.lines().forEach(reader::line);
    return reader.content("", text.endsWith("\n"));
  }

  private Content content(String damage, boolean endsLine) {
    return new Content(entries, badLines, firstBad, damage, lastIsBad && !endsLine, endsLine);
  }

  /** Returns whether the text begins with a JSON object or array that goes on in the next line. */
  private static boolean isOneObject(String text) {
    String first = text.lines().map(String::strip).filter(s -> !s.isEmpty()).findFirst().orElse("");
    return first.startsWith("[") || (first.startsWith("{") && !first.endsWith("}"));
  }

  private void line(String text) {
    line++;
    lastIsBad = false;
    if (!text.stripLeading().startsWith("{")) {
      plain(COMMENT.matcher(text).replaceAll("").strip());
    } else if (!METADATA.matcher(text.strip()).matches()) {
      object(text);
    }
  }

  private void plain(String text) {
    List<String> words = List.of(BLANKS.split(text));
    if (words.get(0).equals("add") && words.size() > 2) {
      ipset(text, words);
    } else if (!text.isEmpty() && !COMMANDS.contains(words.get(0))) {
      add(text);
    }
  }

  /** Adds the range of a line {@code add NAME RANGE}. */
  private void ipset(String text, List<String> words) {
    set = set.isEmpty() ? words.get(1) : set;
    if (!words.get(1).equals(set)) {
      bad("\"" + text + "\": must name the set " + set + ", because a list has one set");
    } else if (words.subList(3, words.size()).contains("nomatch")) {
      bad("\"" + text + "\": must not have nomatch: list the ranges around the exception instead");
    } else {
      add(words.get(2));
    }
  }

  private void object(String text) {
    int before = entries.size();
    if (!json(text).isEmpty()) {
      entries.subList(before, entries.size()).clear();
      bad("\"" + text + "\": must be a JSON object with one of the fields " + NAMES);
    }
  }

  private void add(String range) {
    try {
      entries.add(Cidr.parse(range));
    } catch (IllegalArgumentException e) {
      bad(String.valueOf(e.getMessage()));
    }
  }

  private void bad(String message) {
    lastIsBad = true;
    if (badLines++ == 0) {
      firstBad = (line > 0 ? "line " + line + " " : "") + message;
    }
  }

  /** Adds the ranges in JSON. Returns what is wrong with the JSON; empty if nothing is wrong. */
  private String json(String text) {
    boolean known = false;
    try (JsonParser json = JSON.createParser(text)) {
      while (json.nextToken() != null) {
        known |= value(json);
      }
      return known ? "" : "has none of the fields " + NAMES;
    } catch (JsonProcessingException e) {
      return "has an error in its JSON, or ends early, in line " + e.getLocation().getLineNr();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a text in memory can be read
    }
  }

  /** Adds the range of a known field. Returns whether this is a known field with ranges. */
  private boolean value(JsonParser json) throws IOException {
    boolean isText = json.currentToken() == JsonToken.VALUE_STRING;
    if (!(isText || json.currentToken() == JsonToken.START_ARRAY)
        || !FIELDS.contains(field(json))) {
      return false;
    }
    if (isText) {
      add(json.getText());
    }
    return true;
  }

  /** Returns the name of the field of a value, or of the array that contains the value. */
  private static String field(JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    JsonStreamContext named = context.inArray() ? context.getParent() : context;
    String name = named == null ? null : named.getCurrentName();
    return name == null ? "" : name;
  }
}
