package io.limitrate.internal.login.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The challenge that the altcha widget solves. The JSON library loads with this class, when the
 * first challenge is issued.
 *
 * @param expiresAt seconds since 1970
 */
record AltchaChallenge(
    String algorithm,
    int cost,
    String keyPrefix,
    String nonce,
    String salt,
    long expiresAt,
    String signature) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Returns the JSON text that the widget reads. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart("parameters");
      json.writeStringField("algorithm", algorithm);
      json.writeNumberField("cost", cost);
      json.writeNumberField("expiresAt", expiresAt);
      json.writeStringField("keyPrefix", keyPrefix);
      json.writeStringField("nonce", nonce);
      json.writeStringField("salt", salt);
      json.writeEndObject();
      json.writeStringField("signature", signature);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
