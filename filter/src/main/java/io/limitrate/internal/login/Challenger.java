package io.limitrate.internal.login;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import io.limitrate.internal.login.challenge.Challenges;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.LoginSettings.Unavailable;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Issues the challenges of a login and checks their tokens. Each token is valid for one attempt
 * over all nodes. Thread-safe.
 */
final class Challenger implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());

  /** How long the provider counts as unavailable after it could not check a token. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final FieldProvider provider;
  private final @Nullable FieldProvider fallback;
  private final Unavailable rule;
  private final Duration timeout;
  private final LoginCounters counters;
  private final UsedTokens used;
  private final Consumer<Boolean> onChange;
  private final AtomicBoolean down = new AtomicBoolean();
  private volatile long downUntilNanos;

  /** Opens the challenger of a login. Returns {@code null} when the login has no challenges. */
  static @Nullable Challenger open(
      LoginSettings settings,
      LoginCounters counters,
      LoginKeys keys,
      LoginEvents events,
      InstantSource wall) {
    if (settings.challenge() instanceof ChallengeSettings.None) {
      return null;
    }
    FieldProvider provider = FieldProvider.open(settings.challenge(), settings, keys, wall);
    boolean hasFallback =
        settings.unavailable() == Unavailable.PROOF_OF_WORK
            && !(settings.challenge() instanceof ChallengeSettings.ProofOfWork);
    @Nullable FieldProvider fallback =
        hasFallback ? FieldProvider.open(settings.proofOfWork(), settings, keys, wall) : null;
    UsedTokens used = new UsedTokens(counters, keys);
    return new Challenger(provider, fallback, settings, counters, used, events::availability);
  }

  /**
   * Creates a challenger.
   *
   * @param fallback the provider that replaces the first one while it is unavailable; {@code null}
   *     for none
   * @param onChange receives the availability of the provider whenever it changes
   */
  private Challenger(
      FieldProvider provider,
      @Nullable FieldProvider fallback,
      LoginSettings settings,
      LoginCounters counters,
      UsedTokens used,
      Consumer<Boolean> onChange) {
    this.provider = provider;
    this.fallback = fallback;
    this.rule = settings.unavailable();
    this.timeout = settings.challengeTimeout();
    this.counters = counters;
    this.used = used;
    this.onChange = onChange;
  }

  /** Returns the challenge for a client. */
  Challenge ask(ChallengeContext context) {
    FieldProvider other = fallback;
    return (other != null && isPaused() ? other : provider).provider.issue(context);
  }

  private boolean isPaused() {
    return down.get() && counters.nanos() - downUntilNanos < 0;
  }

  /**
   * Returns whether the request has a valid token that has not been used before.
   *
   * @throws io.limitrate.StoreUnavailableException when no store can tell whether the token was
   *     used
   */
  boolean solved(TokenSource tokens, ChallengeContext context) {
    return solved(provider, true, tokens, context)
        || (fallback != null && solved(fallback, false, tokens, context));
  }

  private boolean solved(
      FieldProvider candidate, boolean first, TokenSource tokens, ChallengeContext context) {
    String token = tokens.token(candidate.field);
    if (token == null || token.isEmpty()) {
      return first && rule == Unavailable.OPEN && isPaused();
    }
    Verification verification = verify(candidate, token, context);
    if (first) {
      recordAvailability(verification);
    }
    if (verification instanceof Verification.Passed passed) {
      return used.use(passed);
    }
    return verification instanceof Verification.Unavailable && first && rule == Unavailable.OPEN;
  }

  /** An application's provider may throw any exception. */
  private Verification verify(FieldProvider candidate, String token, ChallengeContext context) {
    try {
      return candidate.provider.verify(token, context, timeout);
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR,
          "A challenge provider failed: " + candidate.provider.getClass().getName(),
          e);
      return Verification.unavailable("the provider failed");
    }
  }

  private void recordAvailability(Verification verification) {
    if (verification instanceof Verification.Unavailable) {
      downUntilNanos = counters.nanos() + PAUSE_NANOS;
      setDown(true);
    } else {
      setDown(false);
    }
  }

  private void setDown(boolean isDown) {
    if (down.compareAndSet(!isDown, isDown)) {
      onChange.accept(!isDown);
    }
  }

  @Override
  public void close() {
    try {
      provider.provider.close();
    } finally {
      if (fallback != null) {
        fallback.provider.close();
      }
    }
  }

  /** A provider with the name of the field that contains its tokens. */
  private record FieldProvider(ChallengeProvider provider, String field) {
    static FieldProvider open(
        ChallengeSettings challenge, LoginSettings login, LoginKeys keys, InstantSource wall) {
      ChallengeProvider provider = Challenges.open(challenge, keys.challengeKey(), wall);
      return new FieldProvider(provider, Challenges.field(challenge, login.name()));
    }
  }
}
