package io.limitrate.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads one value out of a JSON text, without a tree. */
public final class JsonScalar {
  private static final int DEEPEST = 64;

  private static final JsonFactory JSON = factory(DEEPEST);

  private JsonScalar() {}

  /** Names come from clients, so none is kept beyond its text. */
  static JsonFactory factory(int deepest) {
    return new JsonFactoryBuilder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(deepest).build())
        .build();
  }

  /**
   * The scalar that the pointer (RFC 6901) selects, as text; numbers in one spelling, so that
   * {@code 1} and {@code 1.0} are the same. {@code null} if there is none, or the text is not JSON
   * to its end, has a name twice in an object, or nests deeper than 64: what readers disagree about
   * is not relied on.
   */
  public static @Nullable String select(byte[] json, String pointer) {
    try (JsonParser all = JSON.createParser(json)) {
      JsonParser selected =
          new FilteringParserDelegate(
              all,
              new JsonPointerBasedFilter(JsonPointer.compile(pointer)),
              Inclusion.ONLY_INCLUDE_ALL,
              true);
      JsonToken token = selected.nextToken();
      String value = token == null ? null : text(token, selected);
      return selected.nextToken() == null ? value : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static @Nullable String text(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> null;
    };
  }

  /** Plain digits as long as that is short: an exponent can stand for a billion of them. */
  private static @Nullable String number(String text) {
    try {
      BigDecimal number = new BigDecimal(text).stripTrailingZeros();
      return Math.abs((long) number.scale()) <= DEEPEST
          ? number.toPlainString()
          : number.toString();
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
