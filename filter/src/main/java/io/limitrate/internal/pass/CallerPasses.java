package io.limitrate.internal.pass;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import io.limitrate.config.CallerLists.Pass;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.LoginKeys;
import io.limitrate.internal.login.UsedTokens;
import io.limitrate.internal.login.challenge.Challenges;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issues challenges to callers on the deny list, exchanges solved challenges for passes, and tests
 * whether a call has a pass. Each solution is valid once over all nodes. Thread-safe.
 */
public final class CallerPasses implements Predicate<Call> {
  /** The name of the cookie that contains a pass. */
  public static final String COOKIE = "limitrate-pass";

  /** Separates these keys from those of a login with the same name. */
  private static final int PASSES = 0x9A55;

  private static final String ACTION = "deny";

  /** An address may be shared by many people. */
  private static final Quotas ATTEMPTS = Quotas.parse("60/1m fixed-window");

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final ThrottledLogger LOG =
      new ThrottledLogger(System.getLogger(CallerPasses.class.getName()));

  private final Duration life;
  private final String field;
  private final LoginKeys keys;
  private final StoreLimiter limiter;
  private final UsedTokens used;
  private final ChallengeProvider provider;
  private final PassCookies cookies;

  /**
   * Creates passes.
   *
   * @param secret the same on all nodes, so that each node accepts the passes of the other nodes
   * @param store remembers used solutions
   * @param limiter counts the attempts of each address
   */
  public CallerPasses(Pass settings, Key secret, Store store, StoreLimiter limiter, Clock clock) {
    this.life = settings.life();
    this.field = Challenges.field(settings.challenge(), ACTION);
    this.keys = new LoginKeys(secret.with(PASSES, ACTION), ACTION);
    this.limiter = limiter;
    this.used = UsedTokens.of(keys, store, clock);
    this.provider = Challenges.open(settings.challenge(), keys.challengeKey(), clock.wallClock());
    this.cookies = new PassCookies(keys.cookieKey(), life, clock.wallClock());
  }

  /** The result of an attempt to get a pass. */
  public sealed interface Result {}

  /** The client gets a cookie with this value. */
  public record Granted(String cookie) implements Result {}

  /** The solution is missing, wrong, expired, used, or of another client. */
  public record Refused() implements Result {}

  /** The client has made too many attempts, or no store can tell whether the solution was used. */
  public record Postponed(Duration delay) implements Result {}

  /** Returns the name of the header that contains a solution. */
  public String field() {
    return field;
  }

  /** Returns how long a pass is valid. */
  public Duration life() {
    return life;
  }

  /** Returns whether the call has a valid pass. */
  @Override
  public boolean test(Call call) {
    return cookies.admit(call.cookies(COOKIE), text(call.address()));
  }

  /** Returns a new challenge for the client at this address. */
  public Challenge challenge(@Nullable String address) {
    return provider.issue(context(text(address)));
  }

  /** Exchanges a solution for a pass. */
  public Result redeem(@Nullable String solution, @Nullable String client) {
    String address = text(client);
    try {
      Decision attempt = limiter.acquire(ATTEMPTS, keys.address(address), 1);
      if (attempt instanceof Decision.Rejected rejected) {
        return new Postponed(Duration.ofNanos(rejected.waitNanos()));
      }
      boolean solved =
          solution != null
              && provider.verify(solution, context(address), TIMEOUT)
                  instanceof Verification.Passed passed
              && used.use(passed);
      return solved ? new Granted(cookies.issue(address)) : new Refused();
    } catch (RuntimeException e) {
      LOG.error("A client on the deny list gets no pass: the store cannot be reached", e);
      return new Postponed(TIMEOUT);
    }
  }

  private ChallengeContext context(String address) {
    return new ChallengeContext(ACTION, "", keys.address(address).text());
  }

  /** All unknown addresses are one client. */
  private static String text(@Nullable String address) {
    return address == null ? "" : address;
  }
}
