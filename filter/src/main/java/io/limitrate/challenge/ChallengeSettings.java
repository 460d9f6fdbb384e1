package io.limitrate.challenge;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/** Which challenge clients are asked to solve. Immutable. */
public sealed interface ChallengeSettings {
  /**
   * The proof of work that is built in: about 4,096 keys of 2,000 iterations, which is about a
   * second for a browser with two cores, and half a millisecond to check.
   */
  ProofOfWork DEFAULT = new ProofOfWork(Algorithm.PBKDF2_SHA256, 2_000, 3, Duration.ofMinutes(5));

  /** By what a proof of work derives its keys. */
  enum Algorithm {
    /** PBKDF2 with HMAC-SHA-256 (RFC 8018). */
    PBKDF2_SHA256("PBKDF2/SHA-256"),
    /** PBKDF2 with HMAC-SHA-512 (RFC 8018). */
    PBKDF2_SHA512("PBKDF2/SHA-512");

    private final String text;

    Algorithm(String text) {
      this.text = text;
    }

    /** The name that the widget knows it by, and a configuration. */
    public String text() {
      return text;
    }
  }

  /**
   * A proof of work, solved by the widget altcha, which this jar brings along.
   *
   * @param algorithm how a key is derived
   * @param cost how many iterations a key takes, 1 to 10,000,000: what one check costs us, and one
   *     try the client
   * @param prefixHexDigits how many hexadecimal digits of the key are given, 1 to 8: on average a
   *     client tries 16 to their power keys
   * @param life how long a challenge can be solved, 10 s to 1 h
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

  /** Who runs a challenge as a service. */
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

    /** The name in a configuration, and the provider that clients are told. */
    public String text() {
      return text;
    }

    /** The form field that the vendor's widget puts its token in. */
    public String field() {
      return field;
    }

    /** Where the vendor checks tokens. */
    public URI url() {
      return url;
    }

    /**
     * What a page has to name to the vendor's widget as its action, so that the token is good for
     * this one and no other: the name of what is protected, with {@code _} for each character that
     * the vendor does not take. Turnstile takes letters, digits, {@code _} and {@code -}, 32 of
     * them at most; reCAPTCHA letters, {@code /} and {@code _}; hCaptcha knows no action. Names
     * that become the same have their tokens in common.
     *
     * @param name such as a login's
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
   * A vendor's challenge, whose tokens the vendor checks.
   *
   * @param siteKey what the vendor knows the site by
   * @param secret what the vendor knows this server by; never shown
   * @param hostnames where tokens may have been made; empty for anywhere
   * @param leastScore the least score of a token that has one, from 0 (a program) to 1 (a person);
   *     hCaptcha's, which is a risk, is taken from 1
   * @param url where tokens are checked: the vendor's {@link Vendor#url}, or a test's; https, or
   *     http on this host, since the secret goes there
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

    /** Copies the names and checks the ranges. */
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

    /** Everything that is no secret. */
    @Override
    public String toString() {
      return vendor.text() + " for " + siteKey;
    }
  }

  /**
   * The application's own.
   *
   * @param provider stays the application's to close
   */
  record Own(ChallengeProvider provider) implements ChallengeSettings {}

  /** Nobody is asked: failures that would lead to a challenge are only counted. */
  record None() implements ChallengeSettings {}
}
