package io.limitrate.internal.login.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.limitrate.challenge.Challenge;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes a challenge for clients as JSON. */
public final class ChallengeText {
  private static final JsonFactory JSON = new JsonFactory();

  private ChallengeText() {}

  /** Returns the challenge as an object with provider, field, and the other parts that are set. */
  public static String json(Challenge challenge) {
    return written(generator -> write(challenge, generator));
  }

  /** Returns the problem (RFC 9457) of a login whose member {@code challenge} is that object. */
  static String problem(Challenge challenge) {
    return problem(
        challenge,
        "This login needs a solved challenge: send its token in the field that"
            + " challenge.field names.",
        null);
  }

  /**
   * Returns the problem of a denied caller.
   *
   * @param pass the path that exchanges a token for a pass
   */
  static String denied(Challenge challenge, String pass) {
    return problem(
        challenge,
        "This request needs a solved challenge: send its token by POST to the path in pass, in the"
            + " header that challenge.field names, and repeat the request with the cookie.",
        pass);
  }

  private static String problem(Challenge challenge, String detail, @Nullable String pass) {
    return written(
        generator -> {
          generator.writeStartObject();
          generator.writeStringField("type", "about:blank");
          generator.writeStringField("title", "Forbidden");
          generator.writeNumberField("status", 403);
          generator.writeStringField("detail", detail);
          writeIfAny(generator, "pass", pass);
          generator.writeFieldName("challenge");
          write(challenge, generator);
          generator.writeEndObject();
        });
  }

  private static void write(Challenge challenge, JsonGenerator generator) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("provider", challenge.provider());
    generator.writeStringField("field", challenge.field());
    writeIfAny(generator, "siteKey", challenge.siteKey());
    writeIfAny(generator, "url", challenge.url());
    if (challenge.data() != null) {
      generator.writeFieldName("data");
      generator.writeRawValue(challenge.data());
    }
    writeIfAny(generator, "expiresAt", challenge.expiresAt());
    generator.writeEndObject();
  }

  private static void writeIfAny(JsonGenerator generator, String name, @Nullable Object value)
      throws IOException {
    if (value != null) {
      generator.writeStringField(name, value.toString());
    }
  }

  private static String written(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      content.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private interface Content {
    void write(JsonGenerator generator) throws IOException;
  }
}
