package io.limitrate.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Solves challenges of cost 1: PBKDF2 (RFC 8018) of one iteration and one block is one HMAC. */
final class ProofOfWork {
  /** Settings for challenges that take no time to solve. */
  static final Map<String, String> CHEAP =
      Map.of("limitrate.challenges.altcha.cost", "1", "limitrate.challenges.altcha.prefix", "1");

  private static final HexFormat HEX = HexFormat.of();

  private ProofOfWork() {}

  /** Returns the token that the widget would send for the {@code challenge} in this rejection. */
  static String solve(Answer rejection) {
    JsonNode data = rejection.json().at("/challenge/data");
    JsonNode parameters = data.get("parameters");
    int counter = 0;
    String key = derive(parameters, counter);
    while (!key.startsWith(parameters.get("keyPrefix").asText())) {
      key = derive(parameters, ++counter);
    }
    String payload =
        "{\"challenge\": %s, \"solution\": {\"counter\": %d, \"derivedKey\": \"%s\"}}"
            .formatted(data, counter, key);
    return Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
  }

  private static String derive(JsonNode parameters, int counter) {
    byte[] nonce = HEX.parseHex(parameters.get("nonce").asText());
    byte[] salt = HEX.parseHex(parameters.get("salt").asText());
    byte[] password =
        ByteBuffer.allocate(nonce.length + Integer.BYTES).put(nonce).putInt(counter).array();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password, "HmacSHA256"));
      mac.update(salt);
      return HEX.formatHex(mac.doFinal(new byte[] {0, 0, 0, 1}));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
