package io.limitrate.internal.login.input;

import static io.limitrate.internal.login.input.MalformedInputException.badRequest;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads scalars from JSON texts, without a tree. Rejects a text that two readers could understand
 * differently: a text that is not one JSON value in UTF-8 without a byte order mark (RFC 8259,
 * section 8.1), that has a name twice in an object, or that nests too deeply. Thread-safe.
 */
public final class StrictJson {
  /** The largest scale of a number that is written in plain digits. */
  private static final int PLAIN_SCALE = 64;

  private final int deepest;
  private final JsonFactory factory;

  /**
   * Creates a reader. It does not cache names, because clients choose the names.
   *
   * @param deepest the deepest nesting of objects and arrays
   */
  public StrictJson(int deepest) {
    this.deepest = deepest;
    this.factory =
        new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(deepest).build())
            .build();
  }

  /** A scalar value. */
  public sealed interface Scalar {
    /** Returns the text of the value; {@code null} for the value null. */
    @Nullable String text();

    /** A string. */
    record Text(String text) implements Scalar {}

    /** A boolean or a number. Equal numbers have one text: {@code 1} for {@code 1.0} too. */
    record Other(String text) implements Scalar {}

    /** Null. */
    record Null() implements Scalar {
      @Override
      public @Nullable String text() {
        return null;
      }
    }
  }

  /** Checks a text to its end. */
  void check(byte[] json) throws MalformedInputException {
    read(json, null);
  }

  /**
   * Returns the scalar that the pointer (RFC 6901) selects; {@code null} if there is no value.
   *
   * @throws MalformedInputException also when a name on the path differs from the pointer's name in
   *     case only, because some readers accept that name, or when the pointer selects an object or
   *     an array
   */
  public @Nullable Scalar select(byte[] json, String pointer) throws MalformedInputException {
    return read(json, pointer);
  }

  private @Nullable Scalar read(byte[] json, @Nullable String pointer)
      throws MalformedInputException {
    InputStreamReader text =
        new InputStreamReader(new ByteArrayInputStream(json), UTF_8.newDecoder());
    try (JsonParser parser = factory.createParser(text)) {
      if (parser.nextToken() == null) {
        throw badRequest("the body must be one JSON value");
      }
      Scalar found = null;
      if (pointer == null) {
        parser.skipChildren();
      } else {
        found = new Selection(parser, pointer).below(JsonPointer.compile(pointer));
      }
      if (parser.nextToken() != null) {
        throw badRequest("the body must be one JSON value");
      }
      return found;
    } catch (IOException e) {
      throw badRequest(
          "the body must be JSON in UTF-8 with each name once, at most " + deepest + " deep");
    }
  }

  /** Selects one value of the text that the parser reads. */
  private record Selection(JsonParser parser, String pointer) {

    /** Reads the current value to its end. */
    private @Nullable Scalar below(JsonPointer rest) throws IOException, MalformedInputException {
      JsonToken token = parser.currentToken();
      if (rest.matches()) {
        return scalar(token);
      }
      return switch (token) {
        case START_OBJECT -> member(rest);
        case START_ARRAY -> item(rest);
        default -> null;
      };
    }

    private @Nullable Scalar member(JsonPointer rest) throws IOException, MalformedInputException {
      String wanted = rest.getMatchingProperty();
      Scalar found = null;
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

    private @Nullable Scalar item(JsonPointer rest) throws IOException, MalformedInputException {
      Scalar found = null;
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (i == rest.getMatchingIndex()) {
          found = below(rest.tail());
        } else {
          parser.skipChildren();
        }
      }
      return found;
    }

    private Scalar scalar(JsonToken token) throws IOException, MalformedInputException {
      return switch (token) {
        case VALUE_STRING -> new Scalar.Text(parser.getText());
        case VALUE_TRUE, VALUE_FALSE -> new Scalar.Other(parser.getText());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar.Other(number(parser.getText()));
        case VALUE_NULL -> new Scalar.Null();
        default -> throw badRequest("json:" + pointer + " must be a string, number or boolean");
      };
    }

    /** Writes plain digits only for a small scale: an exponent can stand for a billion digits. */
    private String number(String text) throws MalformedInputException {
      try {
        BigDecimal number = new BigDecimal(text).stripTrailingZeros();
        return Math.abs((long) number.scale()) <= PLAIN_SCALE
            ? number.toPlainString()
            : number.toString();
      } catch (NumberFormatException e) {
        throw badRequest("json:" + pointer + " must be a number with a smaller exponent");
      }
    }
  }
}
