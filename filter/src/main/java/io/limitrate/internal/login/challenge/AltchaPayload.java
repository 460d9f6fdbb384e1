package io.limitrate.internal.login.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The altcha widget's payload: the challenge and its solution. The client controls every value.
 * Immutable.
 *
 * @param expiresAt seconds since 1970
 * @param counter the counter whose key has the required prefix, an unsigned number of 32 bits
 * @param derivedKey the whole key, as hexadecimal digits
 */
record AltchaPayload(
    String algorithm,
    long cost,
    String keyPrefix,
    String nonce,
    String salt,
    long expiresAt,
    String signature,
    long counter,
    String derivedKey) {
  /** Twice the length of the widget's payload. */
  static final int LONGEST = 1_024;

  private static final int OBJECTS = 4;
  private static final int MEMBERS = 9;
  private static final long GREATEST_COUNTER = 0xFFFF_FFFFL;
  private static final String PARAMETERS = "/challenge/parameters/";

  /** The time that the solution took. The client controls it, so Limitrate ignores it. */
  private static final String TIME = "/solution/time";

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(3).build())
          .build();

  /** Checks the counter, which is the only number that Limitrate computes with. */
  AltchaPayload {
    if (counter < 0 || counter > GREATEST_COUNTER) {
      throw new IllegalArgumentException("counter: must be from 0 to " + GREATEST_COUNTER);
    }
  }

  /**
   * Reads the Base64 form of a JSON text. Returns {@code null} unless the text has exactly the
   * members that the widget writes, in any order, each once and with the right type.
   */
  static @Nullable AltchaPayload parse(String token) {
    if (token.length() > LONGEST) {
      return null;
    }
    try (JsonParser json = JSON.createParser(Base64.getDecoder().decode(token))) {
      return of(members(json));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the scalars by their pointers (RFC 6901). */
  private static Map<String, Object> members(JsonParser json) throws IOException {
    Map<String, Object> members = new HashMap<>();
    int objects = 0;
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        objects++;
      } else if (token.isScalarValue()) {
        members.put(json.getParsingContext().pathAsPointer().toString(), scalar(token, json));
      }
    }
    members.remove(TIME);
    if (objects != OBJECTS || members.size() != MEMBERS) {
      throw new IllegalArgumentException("not the widget's members");
    }
    return members;
  }

  private static Object scalar(JsonToken token, JsonParser json) throws IOException {
    return switch (token) {
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      default -> throw new IllegalArgumentException("neither a string nor a number");
    };
  }

  private static AltchaPayload of(Map<String, Object> members) {
    return new AltchaPayload(
        text(members, PARAMETERS + "algorithm"),
        number(members, PARAMETERS + "cost"),
        text(members, PARAMETERS + "keyPrefix"),
        text(members, PARAMETERS + "nonce"),
        text(members, PARAMETERS + "salt"),
        number(members, PARAMETERS + "expiresAt"),
        text(members, "/challenge/signature"),
        number(members, "/solution/counter"),
        text(members, "/solution/derivedKey"));
  }

  private static String text(Map<String, Object> members, String pointer) {
    if (members.get(pointer) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(pointer + ": must be a string");
  }

  private static long number(Map<String, Object> members, String pointer) {
    if (members.get(pointer) instanceof Long number) {
      return number;
    }
    throw new IllegalArgumentException(pointer + ": must be a whole number");
  }
}
