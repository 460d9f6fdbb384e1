package io.limitrate.challenge;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * Selects the challenge that clients must solve. An application uses this type in the builder of a
 * login. Immutable.
 */
public sealed interface ChallengeSettings {
  /**
   * The default proof of work. A client tries 4,096 keys of 2,000 iterations on average, which
   * takes a browser with two cores about one second. The check of a solution takes half a
   * millisecond.
   */
  ProofOfWork DEFAULT = new ProofOfWork(Algorithm.PBKDF2_SHA256, 2_000, 3, Duration.ofMinutes(5));

  /** Names the function that derives the keys of a proof of work. */
  enum Algorithm {
    /** PBKDF2 with HMAC-SHA-256 (RFC 8018). */
    PBKDF2_SHA256("PBKDF2/SHA-256"),
    /** PBKDF2 with HMAC-SHA-512 (RFC 8018). */
    PBKDF2_SHA512("PBKDF2/SHA-512");

    private final String text;

    Algorithm(String text) {
      this.text = text;
    }

    /** Returns the name of this algorithm in the altcha widget and in a configuration. */
    public String text() {
      return text;
    }
  }

  /**
   * A proof of work. The altcha widget, which this jar contains, solves it in the browser.
   *
   * @param algorithm the function that derives a key
   * @param cost the number of iterations for one key, 1 to 10,000,000: the work of one check on the
   *     server, and of one try on the client
   * @param prefixHexDigits the number of hexadecimal digits that a key must begin with, 1 to 8: a
   *     client tries 16<sup>digits</sup> keys on average
   * @param life how long a client can solve the challenge, 10 s to 1 h
   */
  record ProofOfWork(Algorithm algorithm, int cost, int prefixHexDigits, Duration life)
      implements ChallengeSettings {
    /** Checks the ranges. */
    public ProofOfWork {
      if (cost < 1 || cost > 10_000_000) {
        throw new IllegalArgumentException("cost " + cost + ": must be from 1 to 10000000");
      }
      if (prefixHexDigits < 1 || prefixHexDigits > 8) {
        throw new IllegalArgumentException(
            "prefix " + prefixHexDigits + ": must be from 1 to 8 hexadecimal digits");
      }
      if (life.compareTo(Duration.ofSeconds(10)) < 0 || life.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException("life " + life + ": must be from 10s to 1h");
      }
    }
  }

  /** Names a vendor that offers challenges as a service. */
  enum Vendor {
    /** Cloudflare Turnstile. */
    TURNSTILE(
        "turnstile",
        "cf-turnstile-response",
        "https://challenges.cloudflare.com/turnstile/v0/siteverify"),
    /** Google reCAPTCHA, version 2 or 3. */
    RECAPTCHA(
        "recaptcha", "g-recaptcha-response", "https://www.google.com/recaptcha/api/siteverify"),
    /** hCaptcha. */
    HCAPTCHA("hcaptcha", "h-captcha-response", "https://api.hcaptcha.com/siteverify");

    private final String text;
    private final String field;
    private final URI url;

    Vendor(String text, String field, String url) {
      this.text = text;
      this.field = field;
      this.url = URI.create(url);
    }

    /** Returns the vendor's name in a configuration and in {@link Challenge#provider}. */
    public String text() {
      return text;
    }

    /** Returns the form field into which the vendor's widget writes its token. */
    public String field() {
      return field;
    }

    /** Returns the URL at which the vendor checks tokens. */
    public URI url() {
      return url;
    }

    /**
     * Returns the action that a page must pass to the vendor's widget, so that the token is valid
     * for this action only. The action is the name of the protected resource, with {@code _} in
     * place of each character that the vendor does not accept. Turnstile accepts at most 32
     * letters, digits, {@code _} and {@code -}; reCAPTCHA accepts letters, {@code /} and {@code _};
     * hCaptcha has no actions. A token is valid for all names that become the same action.
     *
     * @param name the name of the protected resource, such as a login
     */
    public String action(String name) {
      return switch (this) {
        case TURNSTILE -> {
          String action = name.replaceAll("[^A-Za-z0-9_-]", "_");
          yield action.length() <= 32 ? action : action.substring(0, 32);
        }
        case RECAPTCHA -> name.replaceAll("[^A-Za-z/_]", "_");
        case HCAPTCHA -> name;
      };
    }
  }

  /**
   * The challenge of a vendor, which checks the tokens.
   *
   * @param siteKey the vendor's identifier of the site
   * @param secret the vendor's credential for this server; never shown
   * @param hostnames the hostnames at which a token may be made; empty for any hostname
   * @param leastScore the lowest accepted score of a token that has a score, from 0 (a program) to
   *     1 (a person). hCaptcha returns a risk, which is subtracted from 1
   * @param url the URL that checks tokens: {@link Vendor#url}, or the URL of a test. It must use
   *     https, or http on this host, because Limitrate sends the secret to this URL
   */
  record SiteVerify(
      Vendor vendor,
      String siteKey,
      String secret,
      Set<String> hostnames,
      double leastScore,
      URI url)
      implements ChallengeSettings {
    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Copies the hostnames and checks the ranges. */
    public SiteVerify {
      hostnames = Set.copyOf(hostnames);
      if (!(leastScore >= 0 && leastScore <= 1)) {
        throw new IllegalArgumentException("score " + leastScore + ": must be from 0 to 1");
      }
      if (!keepsSecrets(url)) {
        throw new IllegalArgumentException(
            "url " + url + ": must be https, or http on localhost, 127.0.0.1 or [::1]");
      }
    }

    private static boolean keepsSecrets(URI url) {
      String host = url.getHost();
      return host != null
          && ("https".equalsIgnoreCase(url.getScheme())
              || ("http".equalsIgnoreCase(url.getScheme()) && LOCAL.contains(host)));
    }

    /** Returns the vendor and the site key, without the secret. */
    @Override
    public String toString() {
      return vendor.text() + " for " + siteKey;
    }
  }

  /**
   * The application's own challenge.
   *
   * @param provider the application closes this provider
   */
  record Own(ChallengeProvider provider) implements ChallengeSettings {}

  /** No challenge: Limitrate only counts the failures that would require one. */
  record None() implements ChallengeSettings {}
}
