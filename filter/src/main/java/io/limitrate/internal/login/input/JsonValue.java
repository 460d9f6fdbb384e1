package io.limitrate.internal.login.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a small JSON text, which is rejected if two readers could understand it differently.
 */
sealed interface JsonValue {
  /** The deepest nesting; a login needs no deeper one. */
  int DEEPEST = 8;

  /** An object. */
  record Members(Map<String, JsonValue> members) implements JsonValue {
    private @Nullable JsonValue member(String name) throws MalformedInputException {
      if (FieldNames.hasOtherCase(members.keySet(), name)) {
        throw MalformedInputException.badRequest(
            "\"" + name + "\" in JSON must have the same upper and lower case");
      }
      return members.get(name);
    }
  }

  /** An array. */
  record Items(List<JsonValue> items) implements JsonValue {}

  /** A string. */
  record Text(String text) implements JsonValue {}

  /** Null. */
  record Null() implements JsonValue {}

  /** A number or a boolean. */
  record Other() implements JsonValue {}

  /**
   * Reads a JSON text. The text must be UTF-8 without a byte order mark (RFC 8259, section 8.1),
   * have no name twice in an object, nest at most 8 deep, and contain one value.
   */
  static JsonValue read(byte[] json) throws MalformedInputException {
    String text = StrictText.decode(json, json.length, StandardCharsets.UTF_8, "JSON");
    try (JsonParser parser = Factory.STRICT.createParser(text)) {
      JsonToken first = parser.nextToken();
      JsonValue value = first == null ? null : value(first, parser);
      if (value == null || parser.nextToken() != null) {
        throw MalformedInputException.badRequest("the body must be one JSON value");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw MalformedInputException.badRequest("JSON must nest at most " + DEEPEST + " deep");
    } catch (IOException e) {
      throw MalformedInputException.badRequest("the body must be JSON with each name once");
    }
  }

  private static JsonValue value(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Text(parser.getText());
      case VALUE_NULL -> new Null();
      default -> new Other();
    };
  }

  private static JsonValue members(JsonParser parser) throws IOException {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      members.put(name, value(parser.nextToken(), parser));
    }
    return new Members(members);
  }

  private static JsonValue items(JsonParser parser) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token, parser));
    }
    return new Items(items);
  }

  /**
   * Returns the value that a pointer (RFC 6901) selects, or {@code null}.
   *
   * @throws MalformedInputException when a name on the path differs from the pointer's in case
   *     only, because some readers accept that name
   */
  default @Nullable JsonValue select(String pointer) throws MalformedInputException {
    JsonValue at = this;
    JsonPointer rest = JsonPointer.compile(pointer);
    while (at != null && !rest.matches()) {
      at = at.child(rest);
      rest = rest.tail();
    }
    return at;
  }

  private @Nullable JsonValue child(JsonPointer step) throws MalformedInputException {
    if (this instanceof Members object) {
      return object.member(step.getMatchingProperty());
    }
    int index = step.getMatchingIndex();
    return this instanceof Items array && index >= 0 && index < array.items.size()
        ? array.items.get(index)
        : null;
  }

  /** Holds the factory, which would be public as a field of the interface. */
  final class Factory {
    private static final JsonFactory STRICT = JsonScalar.factory(DEEPEST);

    private Factory() {}
  }
}
