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

/** A small JSON text that is read in the one way that no reader disagrees with, or not at all. */
sealed interface JsonValue {
  /** Nothing that a login needs nests deeper. */
  int DEEPEST = 8;

  /** An object. */
  record Members(Map<String, JsonValue> members) implements JsonValue {
    private @Nullable JsonValue member(String name) throws MalformedInputException {
      if (Names.hasOtherCase(members.keySet(), name)) {
        throw MalformedInputException.badRequest("\"" + name + "\" in JSON must be in this case");
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

  /** A number, true or false. */
  record Other() implements JsonValue {}

  /**
   * The value of a text, which is UTF-8 without a mark of its byte order (RFC 8259, section 8.1),
   * has no name twice in an object, nests at most 8 deep, and ends where the value does.
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
   * What a pointer (RFC 6901) selects.
   *
   * @throws MalformedInputException if there is a name on the way that differs in case only, for
   *     there are readers that take that one
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

  /** Keeps the factory out of the interface, where it would be public. */
  final class Factory {
    private static final JsonFactory STRICT = JsonScalar.factory(DEEPEST);

    private Factory() {}
  }
}
