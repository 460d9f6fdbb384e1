package io.limitrate.challenge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Describes a challenge to a client. A {@link ChallengeProvider} of the application creates this
 * type in {@link ChallengeProvider#issue}. Immutable.
 *
 * @param provider the kind of challenge, such as {@code altcha} or {@code turnstile}
 * @param field the name of the place where the client sends the token: a form field, a top-level
 *     member of the JSON object, a cookie or a header
 * @param siteKey the vendor's identifier of the site, or {@code null}
 * @param url the URL of the challenge or of its script, or {@code null}
 * @param data the challenge as a JSON text, or {@code null}
 * @param expiresAt the time until which the client can solve the challenge, or {@code null}
 */
public record Challenge(
    String provider,
    String field,
    @Nullable String siteKey,
    @Nullable String url,
    @Nullable String data,
    @Nullable Instant expiresAt) {

  /** Returns a builder of a challenge with this provider and field. */
  public static Builder of(String provider, String field) {
    return new Builder(provider, field);
  }

  /** Builds a challenge. Not thread-safe. */
  public static final class Builder {
    private final String provider;
    private final String field;
    private @Nullable String siteKey;
    private @Nullable String url;
    private @Nullable String data;
    private @Nullable Instant expiresAt;

    private Builder(String provider, String field) {
      this.provider = provider;
      this.field = field;
    }

    /** Sets the vendor's identifier of the site. */
    public Builder siteKey(String siteKey) {
      this.siteKey = siteKey;
      return this;
    }

    /** Sets the URL of the challenge or of its script. */
    public Builder url(String url) {
      this.url = url;
      return this;
    }

    /** Sets the challenge as a JSON text. */
    public Builder data(String json) {
      this.data = json;
      return this;
    }

    /** Sets the time until which the client can solve the challenge. */
    public Builder expiresAt(Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /** Builds the challenge. */
    public Challenge build() {
      return new Challenge(provider, field, siteKey, url, data, expiresAt);
    }
  }
}
