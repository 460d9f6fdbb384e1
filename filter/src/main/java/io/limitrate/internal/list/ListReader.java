package io.limitrate.internal.list;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.limitrate.internal.identity.Cidr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
  private static final Pattern COMMENT = Pattern.compile("[#;].*");

  /** The commands of an ipset that name no entry. */
  private static final Set<String> COMMANDS = Set.of("create", "flush", "COMMIT");

  /** The names of ranges in the files of AWS, Google Cloud, Azure and Spamhaus. */
  private static final Set<String> FIELDS =
      Set.of("ip_prefix", "ipv6_prefix", "ipv4Prefix", "ipv6Prefix", "addressPrefixes", "cidr");

  private final List<Cidr> entries = new ArrayList<>();
  private int line;
  private int badLines;
  private String firstBad = "";
  private boolean lastIsBad;

  private ListReader() {}

  /**
   * The content of a list.
   *
   * @param firstBad the first bad line, with its number and the rule; empty without bad lines
   * @param isCut whether the text ends within a line that is no entry, or within its JSON
   * @param endsLine whether the last line has an end
   */
  record Content(
      List<Cidr> entries, int badLines, String firstBad, boolean isCut, boolean endsLine) {}

  static Content read(String text) {
    ListReader reader = new ListReader();
    boolean whole = true;
    if (isOneObject(text)) {
      whole = reader.json(text);
    } else {
      text.lines().forEach(reader::line);
    }
    boolean endsLine = text.endsWith("\n");
    boolean isCut = !whole || (!endsLine && reader.lastIsBad);
    return new Content(reader.entries, reader.badLines, reader.firstBad, isCut, endsLine);
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
      plain(COMMENT.matcher(text).replaceFirst("").strip());
    } else if (!json(text)) {
      bad("\"" + text + "\": must be a JSON object");
    }
  }

  private void plain(String text) {
    String[] words = BLANKS.split(text);
    if (words[0].equals("add") && words.length > 2) {
      add(words[2]);
    } else if (!text.isEmpty() && !COMMANDS.contains(words[0])) {
      add(text);
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

  /** Reads the ranges in JSON. Returns false if the JSON is malformed or ends early. */
  private boolean json(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_STRING && FIELDS.contains(field(json))) {
          add(json.getText());
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the name of the field of a value, or of the array that contains the value. */
  private static String field(JsonParser json) {
    JsonStreamContext context = json.getParsingContext();
    JsonStreamContext named = context.inArray() ? context.getParent() : context;
    String name = named == null ? null : named.getCurrentName();
    return name == null ? "" : name;
  }
}
