package io.limitrate.internal.login.challenge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a page with the built-in proof of work loads: the widget altcha (MIT), its worker
 * and its style, and the script that puts them together. Nothing else is ever found. Thread-safe.
 */
public final class ChallengeAssets {
  /** What a page loads. */
  public static final String SCRIPT = "limitrate-challenge.js";

  /** What a page links to as its style sheet. */
  public static final String STYLE = "altcha.css";

  private static final String FOLDER = "altcha/";
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          SCRIPT,
          JAVASCRIPT,
          "altcha.min.js",
          JAVASCRIPT,
          "pbkdf2.js",
          JAVASCRIPT,
          STYLE,
          "text/css; charset=utf-8",
          "LICENSE.txt",
          "text/plain; charset=utf-8");

  private ChallengeAssets() {}

  /**
   * The file of this name, or {@code null}. All have to be served from one folder, since they name
   * each other.
   */
  public static @Nullable Asset find(String name) {
    return Loaded.ASSETS.get(name);
  }

  /**
   * A file. Immutable.
   *
   * @param contentType what it is (RFC 9110, section 8.3)
   * @param bytes a copy each time
   * @param etag changes with the bytes (RFC 9110, section 8.8.3), quotes included
   */
  @SuppressWarnings("ArrayRecordComponent") // Two are never compared.
  public record Asset(String contentType, byte[] bytes, String etag) {
    /** Copies the bytes. */
    public Asset {
      bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  /** Read when the first is asked for: most applications have no challenge. */
  private static final class Loaded {
    private static final Map<String, Asset> ASSETS = load();

    private static Map<String, Asset> load() {
      Map<String, Asset> assets = new LinkedHashMap<>();
      TYPES.forEach((name, type) -> assets.put(name, asset(type, read(name))));
      return Map.copyOf(assets);
    }

    private static Asset asset(String type, byte[] bytes) {
      String hash = Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.sha256(bytes));
      return new Asset(type, bytes, '"' + hash + '"');
    }

    private static byte[] read(String name) {
      try (InputStream in = ChallengeAssets.class.getResourceAsStream(FOLDER + name)) {
        if (in == null) {
          throw new IllegalStateException("The jar lacks " + FOLDER + name);
        }
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
