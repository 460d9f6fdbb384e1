package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.Verification;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * A proof of work in the protocol of the widget altcha, version 3: the client finds the counter
 * whose key, derived from nonce, counter and salt, begins with zeros.
 *
 * <p>The server keeps no state between {@link #issue} and {@link #verify}. The solution returns an
 * HMAC over the challenge and its context. The server checks the HMAC first, so a forged token
 * costs no derivation. Nonce and salt are new for each challenge, so a client cannot compute a
 * solution in advance. Thread-safe.
 */
final class AltchaProvider implements ChallengeProvider {
  static final String NAME = "altcha";

  /** Separates this use of the key from other uses: no other use has this first part. */
  private static final String PURPOSE = "limitrate altcha 1";

  private static final int RANDOM_BYTES = 16;
  private static final int KEY_BYTES = 32;

  /** The largest difference between the clocks of two nodes for which a token stays used. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final ProofOfWork settings;
  private final byte[] key;
  private final InstantSource clock;
  private final String keyPrefix;
  private final SecureRandom random = new SecureRandom();

  AltchaProvider(ProofOfWork settings, byte[] key, InstantSource clock) {
    this.settings = settings;
    this.key = key.clone();
    this.clock = clock;
    this.keyPrefix = "0".repeat(settings.prefixHexDigits());
  }

  @Override
  public Challenge issue(ChallengeContext context) {
    Instant expiresAt = clock.instant().plus(settings.life()).truncatedTo(ChronoUnit.SECONDS);
    String nonce = randomHex();
    String salt = randomHex();
    AltchaChallenge challenge =
        new AltchaChallenge(
            settings.algorithm().text(),
            settings.cost(),
            keyPrefix,
            nonce,
            salt,
            expiresAt.getEpochSecond(),
            sign(nonce, salt, expiresAt.getEpochSecond(), context));
    return Challenge.of(NAME, NAME).data(challenge.json()).expiresAt(expiresAt).build();
  }

  private String randomHex() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private String sign(String nonce, String salt, long expiresAt, ChallengeContext context) {
    return Hashes.seal(
        key,
        List.of(
            PURPOSE,
            settings.algorithm().text(),
            Integer.toString(settings.cost()),
            keyPrefix,
            nonce,
            salt,
            Long.toString(expiresAt),
            context.action(),
            context.subject(),
            context.client()));
  }

  /** Ignores the deadline: each valid token costs the same work, which the settings determine. */
  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    AltchaPayload payload = AltchaPayload.parse(token);
    if (payload == null) {
      return Verification.failed("not in the form of " + NAME);
    }
    if (!isOurs(payload, context)) {
      return Verification.failed("not a challenge of this server for this action, user and client");
    }
    Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(payload.expiresAt()));
    if (left.isNegative() || left.isZero()) {
      return Verification.failed("expired");
    }
    return isSolved(payload)
        ? new Verification.Passed(payload.nonce(), left.plus(SKEW))
        : Verification.failed("not solved");
  }

  /**
   * Returns whether this server issued the challenge with the current settings. The parameters of
   * the work in the payload must equal the settings.
   */
  private boolean isOurs(AltchaPayload payload, ChallengeContext context) {
    String signature = sign(payload.nonce(), payload.salt(), payload.expiresAt(), context);
    return Hashes.same(signature, payload.signature())
        && payload.algorithm().equals(settings.algorithm().text())
        && payload.cost() == settings.cost()
        && payload.keyPrefix().equals(keyPrefix);
  }

  private boolean isSolved(AltchaPayload payload) {
    return payload.derivedKey().startsWith(keyPrefix)
        && Hashes.same(derive(payload), payload.derivedKey());
  }

  private String derive(AltchaPayload payload) {
    byte[] password =
        ByteBuffer.allocate(RANDOM_BYTES + Integer.BYTES)
            .put(HexFormat.of().parseHex(payload.nonce()))
            .putInt((int) payload.counter())
            .array();
    byte[] salt = HexFormat.of().parseHex(payload.salt());
    byte[] derived = Hashes.pbkdf2(hmac(), password, salt, settings.cost());
    return HexFormat.of().formatHex(derived, 0, KEY_BYTES);
  }

  private String hmac() {
    return switch (settings.algorithm()) {
      case PBKDF2_SHA256 -> "HmacSHA256";
      case PBKDF2_SHA512 -> "HmacSHA512";
    };
  }
}
