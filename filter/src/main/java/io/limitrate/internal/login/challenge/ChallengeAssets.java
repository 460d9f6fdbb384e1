package io.limitrate.internal.login.challenge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files for a page with the built-in proof of work: the widget altcha (MIT), its worker and its
 * style sheet, and a script that connects them. Thread-safe.
 */
public final class ChallengeAssets {
  /** The script of a page. */
  public static final String SCRIPT = "limitrate-challenge.js";

  /** The style sheet of a page. */
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
   * Returns the file of this name, or {@code null} for any other name. The files refer to each
   * other, so a server must serve them from one folder.
   */
  public static @Nullable Asset find(String name) {
    return Loaded.ASSETS.get(name);
  }

  /**
   * A file. Immutable.
   *
   * @param contentType the media type (RFC 9110, section 8.3)
   * @param bytes the content; the accessor returns a copy
   * @param etag the entity tag with its quotes (RFC 9110, section 8.8.3); it changes with the
   *     content
   */
  @SuppressWarnings("ArrayRecordComponent") // No code compares two assets.
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

  /** Reads the files at the first request, because most applications have no challenge. */
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
