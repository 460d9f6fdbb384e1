package io.limitrate.internal.login.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a vendor about a token. Immutable.
 *
 * @param hostname the hostname at which the token was made; empty when the answer has none
 * @param action the action for which the token was made; empty when the answer has none
 * @param score the score of the token, if the answer has one
 * @param errors the vendor's error codes
 */
record SiteVerifyAnswer(
    boolean success, String hostname, String action, OptionalDouble score, Set<String> errors) {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** Copies the errors. */
  SiteVerifyAnswer {
    errors = Set.copyOf(errors);
  }

  /**
   * Reads a JSON object. Returns nothing when the text is invalid; ignores members that a vendor
   * adds.
   */
  static Optional<SiteVerifyAnswer> parse(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      return Optional.of(new Reading(json).answer());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads one text in one pass. */
  private static final class Reading {
    private final JsonParser json;
    private @Nullable Boolean success;
    private String hostname = "";
    private String action = "";
    private OptionalDouble score = OptionalDouble.empty();
    private final Set<String> errors = new LinkedHashSet<>();

    Reading(JsonParser json) {
      this.json = json;
    }

    SiteVerifyAnswer answer() throws IOException {
      require(json.nextToken() == JsonToken.START_OBJECT, "must be an object");
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        member(name, json.nextToken());
      }
      require(json.nextToken() == null, "must end with the object");
      if (success == null) {
        throw new JsonParseException(json, "success: is missing");
      }
      return new SiteVerifyAnswer(success, hostname, action, score, errors);
    }

    private void member(String name, JsonToken value) throws IOException {
      switch (name) {
        case "success" -> success = json.getBooleanValue();
        case "hostname" -> hostname = text(value);
        case "action" -> action = text(value);
        case "score" -> score = number(value);
        case "error-codes" -> errors(value);
        default -> json.skipChildren();
      }
    }

    private String text(JsonToken value) throws IOException {
      require(value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL, "must be a string");
      return value == JsonToken.VALUE_NULL ? "" : json.getText();
    }

    private OptionalDouble number(JsonToken value) throws IOException {
      return value == JsonToken.VALUE_NULL
          ? OptionalDouble.empty()
          : OptionalDouble.of(json.getDoubleValue());
    }

    private void errors(JsonToken value) throws IOException {
      if (value != JsonToken.VALUE_NULL) {
        require(value == JsonToken.START_ARRAY, "must be an array");
        while (json.nextToken() != JsonToken.END_ARRAY) {
          require(json.currentToken() == JsonToken.VALUE_STRING, "must be a string");
          errors.add(json.getText());
        }
      }
    }

    private void require(boolean holds, String rule) throws IOException {
      if (!holds) {
        throw new JsonParseException(json, rule);
      }
    }
  }
}
