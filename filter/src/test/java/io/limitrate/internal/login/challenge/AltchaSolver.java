package io.limitrate.internal.login.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.limitrate.challenge.Challenge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/** Solves a challenge as the widget does: tries one counter after the other. */
public final class AltchaSolver {
  private static final JsonFactory JSON = new JsonFactory();

  private final String data;
  private final Map<String, String> members;
  private long counter = -1;
  private String derivedKey = "";

  private AltchaSolver(Challenge challenge) {
    this.data = Objects.requireNonNull(challenge.data());
    this.members = members(data);
  }

  /** Returns the first solution. */
  public static AltchaSolver solve(Challenge challenge) {
    return new AltchaSolver(challenge).next();
  }

  /** Returns the next solution of the same challenge. */
  public AltchaSolver next() {
    do {
      counter++;
      derivedKey = derive();
    } while (!derivedKey.startsWith(member("keyPrefix")));
    return this;
  }

  /** Returns a counter whose key lacks the required prefix. */
  public AltchaSolver miss() {
    do {
      counter++;
      derivedKey = derive();
    } while (derivedKey.startsWith(member("keyPrefix")));
    return this;
  }

  private String derive() {
    String hmac = "HmacSHA" + member("algorithm").substring("PBKDF2/SHA-".length());
    byte[] password =
        ByteBuffer.allocate(20)
            .put(HexFormat.of().parseHex(member("nonce")))
            .putInt((int) counter)
            .array();
    byte[] salt = HexFormat.of().parseHex(member("salt"));
    byte[] derived = Hashes.pbkdf2(hmac, password, salt, Integer.parseInt(member("cost")));
    return HexFormat.of().formatHex(derived, 0, 32);
  }

  public String member(String name) {
    return Objects.requireNonNull(members.get(name), name);
  }

  public long counter() {
    return counter;
  }

  public String derivedKey() {
    return derivedKey;
  }

  /** Returns the JSON text that the widget makes of the solution. */
  public String json() {
    return "{\"challenge\":"
        + data
        + ",\"solution\":{\"counter\":"
        + counter
        + ",\"derivedKey\":\""
        + derivedKey
        + "\",\"time\":12.5}}";
  }

  public String token() {
    return token(json());
  }

  public static String token(String json) {
    return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> members(String json) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          members.put(parser.currentName(), parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return members;
  }
}
