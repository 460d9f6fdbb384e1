package io.limitrate.challenge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told about a challenge. Immutable.
 *
 * @param provider which kind it is, such as {@code altcha} or {@code turnstile}
 * @param field the name of the form field, the member of the JSON object at its top, the cookie or
 *     the header that the token may come in
 * @param siteKey what the vendor knows the site by, or {@code null}
 * @param url where the challenge is to be had or its script, or {@code null}
 * @param data the challenge itself as a JSON text, or {@code null}
 * @param expiresAt until when it can be solved, or {@code null}
 */
public record Challenge(
    String provider,
    String field,
    @Nullable String siteKey,
    @Nullable String url,
    @Nullable String data,
    @Nullable Instant expiresAt) {

  /** Begins a challenge. */
  public static Builder of(String provider, String field) {
    return new Builder(provider, field);
  }

  /** Collects what is told; not thread-safe. */
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

    /** What the vendor knows the site by. */
    public Builder siteKey(String siteKey) {
      this.siteKey = siteKey;
      return this;
    }

    /** Where the challenge is to be had, or its script. */
    public Builder url(String url) {
      this.url = url;
      return this;
    }

    /** The challenge itself, a JSON text. */
    public Builder data(String json) {
      this.data = json;
      return this;
    }

    /** Until when it can be solved. */
    public Builder expiresAt(Instant expiresAt) {
      this.expiresAt = expiresAt;
      return this;
    }

    /** The challenge. */
    public Challenge build() {
      return new Challenge(provider, field, siteKey, url, data, expiresAt);
    }
  }
}
