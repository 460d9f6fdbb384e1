package io.limitrate.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Solves challenges of cost 1: PBKDF2 (RFC 8018) of one iteration and one block is one HMAC. */
final class ProofOfWork {
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern DATA = Pattern.compile("\"data\":(\\{.*}),\"expiresAt\"");

  private final String data;

  private ProofOfWork(String data) {
    this.data = data;
  }

  /** Returns the token that the widget would send for the challenge in this problem body. */
  static String solve(String problem) {
    return new ProofOfWork(found(DATA, problem)).token();
  }

  private static String found(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new IllegalArgumentException(text + ": must have " + pattern);
    }
    return found.group(1);
  }

  private String token() {
    String prefix = parameter("keyPrefix");
    int counter = 0;
    String key = derive(counter);
    while (!key.startsWith(prefix)) {
      key = derive(++counter);
    }
    String payload =
        "{\"challenge\": %s, \"solution\": {\"counter\": %d, \"derivedKey\": \"%s\"}}"
            .formatted(data, counter, key);
    return Base64.getEncoder().encodeToString(payload.getBytes(UTF_8));
  }

  private String parameter(String name) {
    return found(Pattern.compile("\"" + name + "\":\"([^\"]*)\""), data);
  }

  private String derive(int counter) {
    byte[] nonce = HEX.parseHex(parameter("nonce"));
    byte[] password =
        ByteBuffer.allocate(nonce.length + Integer.BYTES).put(nonce).putInt(counter).array();
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(password, "HmacSHA256"));
      mac.update(HEX.parseHex(parameter("salt")));
      return HEX.formatHex(mac.doFinal(new byte[] {0, 0, 0, 1}));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
