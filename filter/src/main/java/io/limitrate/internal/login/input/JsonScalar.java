package io.limitrate.internal.login.input;

import static io.limitrate.internal.login.input.MalformedInputException.badRequest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads one value from a JSON text, without a tree. */
public final class JsonScalar {
  private static final int DEEPEST = 64;

  private static final JsonFactory JSON = factory(DEEPEST);

  private final JsonParser parser;
  private final String pointer;

  private JsonScalar(JsonParser parser, String pointer) {
    this.parser = parser;
    this.pointer = pointer;
  }

  /** Creates a strict factory. It does not cache names, because clients choose the names. */
  static JsonFactory factory(int deepest) {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(deepest).build())
        .build();
  }

  /**
   * Returns the scalar that the pointer (RFC 6901) selects, as text. Equal numbers have one
   * spelling, so {@code 1} and {@code 1.0} are the same. Returns {@code null} when there is no
   * value, or the value is null.
   *
   * @throws MalformedInputException when two readers could understand the text differently: the
   *     text is not one JSON value, an object has a name twice or a name that differs from the
   *     pointer's in case only, the nesting is deeper than 64, or the pointer selects an object or
   *     array
   */
  public static @Nullable String select(byte[] json, String pointer)
      throws MalformedInputException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() == null) {
        throw badRequest("the body must be one JSON value");
      }
      String value = new JsonScalar(parser, pointer).below(JsonPointer.compile(pointer));
      if (parser.nextToken() != null) {
        throw badRequest("the body must be one JSON value");
      }
      return value;
    } catch (IOException e) {
      throw badRequest("the body must be JSON in UTF-8 with each name once, at most 64 deep");
    }
  }

  /** Reads the current value to its end. */
  private @Nullable String below(JsonPointer rest) throws IOException, MalformedInputException {
    JsonToken token = parser.currentToken();
    if (rest.matches()) {
      return text(token);
    }
    return switch (token) {
      case START_OBJECT -> member(rest);
      case START_ARRAY -> item(rest);
      default -> null;
    };
  }

  private @Nullable String member(JsonPointer rest) throws IOException, MalformedInputException {
    String wanted = rest.getMatchingProperty();
    String found = null;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals(wanted)) {
        found = below(rest.tail());
      } else if (name.equalsIgnoreCase(wanted)) {
        throw badRequest("json:" + pointer + " must have the same upper and lower case");
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private @Nullable String item(JsonPointer rest) throws IOException, MalformedInputException {
    String found = null;
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == rest.getMatchingIndex()) {
        found = below(rest.tail());
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }

  private @Nullable String text(JsonToken token) throws IOException, MalformedInputException {
    return switch (token) {
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_NULL -> null;
      default -> throw badRequest("json:" + pointer + " must be a string, number or boolean");
    };
  }

  /** Writes plain digits only for a small scale: an exponent can stand for a billion digits. */
  private String number(String text) throws MalformedInputException {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return Math.abs((long) number.scale()) <= DEEPEST
          ? number.toPlainString()
          : number.toString();
    } catch (NumberFormatException e) {
      throw badRequest("json:" + pointer + " must be a number with a smaller exponent");
    }
  }
}
