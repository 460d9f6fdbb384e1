package io.limitrate.internal.login.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.limitrate.servlet.LoginApp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Solves proofs of work whose keys take one iteration of PBKDF2 with HMAC-SHA-256. */
public final class ProofSolver {
  private static final HexFormat HEX = HexFormat.of();

  private ProofSolver() {}

  /** Returns the first solution of the challenge in an answer. */
  public static String token(String problem) throws IOException {
    return token(problem, 0);
  }

  /** Returns a solution whose counter is at least {@code from}. */
  public static String token(String problem, int from) throws IOException {
    String prefix = LoginApp.member(problem, "keyPrefix");
    for (int counter = from; ; counter++) {
      String key = key(problem, counter);
      if (key.startsWith(prefix)) {
        return token(problem, counter, key);
      }
    }
  }

  public static int counter(String token) throws IOException {
    String json = new String(Base64.getDecoder().decode(token), US_ASCII);
    return Integer.parseInt(LoginApp.member(json, "counter"));
  }

  /** With one iteration, PBKDF2's first block is one HMAC (RFC 8018, section 5.2). */
  private static String key(String problem, int counter) throws IOException {
    byte[] nonce = HEX.parseHex(LoginApp.member(problem, "nonce"));
    byte[] salt = HEX.parseHex(LoginApp.member(problem, "salt"));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] password = ByteBuffer.allocate(20).put(nonce).putInt(counter).array();
      mac.init(new SecretKeySpec(password, "HmacSHA256"));
      return HEX.formatHex(mac.doFinal(ByteBuffer.allocate(20).put(salt).putInt(1).array()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String token(String problem, int counter, String key) {
    String data = "\"data\":";
    int from = problem.indexOf(data) + data.length();
    String challenge =
        problem.substring(from, problem.indexOf("}", problem.indexOf("}", from) + 1) + 1);
    String json =
        "{\"challenge\":"
            + challenge
            + ",\"solution\":{\"counter\":"
            + counter
            + ",\"derivedKey\":\""
            + key
            + "\",\"time\":1}}";
    return Base64.getEncoder().encodeToString(json.getBytes(US_ASCII));
  }
}
