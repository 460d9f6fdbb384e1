package io.limitrate.internal.login;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import io.limitrate.internal.login.challenge.Challenges;
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
 * Asks for challenges and checks what they are answered by; each token is good for one attempt, on
 * whichever node. Thread-safe.
 */
final class Challenger implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());

  /** While a provider is down, it is not offered to anybody for so long. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final Duration PRECISION = Duration.ofMinutes(1);

  private final Asked provider;
  private final @Nullable Asked standIn;
  private final Unavailable rule;
  private final Duration timeout;
  private final LoginCounters counters;
  private final LoginKeys keys;
  private final Consumer<Boolean> onChange;
  private final AtomicBoolean down = new AtomicBoolean();
  private volatile long downUntilNanos;

  /** Opens the challenger of a login; {@code null} where the login asks for no challenges. */
  static @Nullable Challenger open(
      LoginSettings settings,
      LoginCounters counters,
      LoginKeys keys,
      LoginEvents events,
      InstantSource wall) {
    if (settings.challenge() instanceof ChallengeSettings.None) {
      return null;
    }
    ChallengeProvider provider = Challenges.open(settings.challenge(), keys.challengeKey(), wall);
    boolean standsIn =
        settings.unavailable() == Unavailable.PROOF_OF_WORK
            && !(settings.challenge() instanceof ChallengeSettings.ProofOfWork);
    @Nullable ChallengeProvider standIn =
        standsIn ? Challenges.open(settings.proofOfWork(), keys.challengeKey(), wall) : null;
    return new Challenger(provider, standIn, settings, counters, keys, events::availability);
  }

  /**
   * A challenger.
   *
   * @param standIn who takes the provider's place while it is down; {@code null} for nobody
   * @param onChange told whether the provider is there, when that changes
   */
  private Challenger(
      ChallengeProvider provider,
      @Nullable ChallengeProvider standIn,
      LoginSettings settings,
      LoginCounters counters,
      LoginKeys keys,
      Consumer<Boolean> onChange) {
    this.provider = Asked.of(provider, settings);
    this.standIn = standIn == null ? null : Asked.of(standIn, settings);
    this.rule = settings.unavailable();
    this.timeout = settings.challengeTimeout();
    this.counters = counters;
    this.keys = keys;
    this.onChange = onChange;
  }

  /** What the client is asked to solve. */
  Challenge ask(ChallengeContext context) {
    Asked other = standIn;
    return (other != null && pausing() ? other : provider).provider.issue(context);
  }

  private boolean pausing() {
    return down.get() && counters.nanos() - downUntilNanos < 0;
  }

  /**
   * Whether the request brings a token that is right, and that nobody has used yet.
   *
   * @throws io.limitrate.StoreUnavailableException when nobody can tell whether it was used
   */
  boolean solved(TokenSource tokens, ChallengeContext context) {
    return solved(provider, true, tokens, context)
        || (standIn != null && solved(standIn, false, tokens, context));
  }

  private boolean solved(Asked asked, boolean first, TokenSource tokens, ChallengeContext context) {
    String token = tokens.token(asked.field);
    if (token == null || token.isEmpty()) {
      return first && rule == Unavailable.OPEN && pausing();
    }
    Verification verification = verify(asked, token, context);
    if (first) {
      judge(verification);
    }
    if (verification instanceof Verification.Passed passed) {
      return counters.first(keys.token(passed.id()), rounded(passed.life()), keys.tokenTag());
    }
    return verification instanceof Verification.Unavailable && first && rule == Unavailable.OPEN;
  }

  /** An application's provider may throw what it likes. */
  private Verification verify(Asked asked, String token, ChallengeContext context) {
    try {
      return asked.provider.verify(token, context, timeout);
    } catch (RuntimeException e) {
      LOG.log(
          Level.ERROR, "A challenge provider failed: " + asked.provider.getClass().getName(), e);
      return Verification.unavailable("it failed");
    }
  }

  /** To full minutes, so that there are few different windows. */
  private static Duration rounded(Duration life) {
    return Duration.ofMinutes(life.plus(PRECISION).toMinutes() + 1);
  }

  private void judge(Verification verification) {
    if (verification instanceof Verification.Unavailable) {
      downUntilNanos = counters.nanos() + PAUSE_NANOS;
      change(true);
    } else {
      change(false);
    }
  }

  private void change(boolean isDown) {
    if (down.compareAndSet(!isDown, isDown)) {
      onChange.accept(!isDown);
    }
  }

  @Override
  public void close() {
    try {
      provider.provider.close();
    } finally {
      if (standIn != null) {
        standIn.provider.close();
      }
    }
  }

  /** A provider, and where its tokens come. */
  private record Asked(ChallengeProvider provider, String field) {
    static Asked of(ChallengeProvider provider, LoginSettings settings) {
      ChallengeContext nobody = new ChallengeContext(settings.name(), "", "");
      return new Asked(provider, provider.issue(nobody).field());
    }
  }
}
