package io.limitrate.internal.pass;

import io.limitrate.Call;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Limiter;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import io.limitrate.config.CallerLists.Pass;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.login.challenge.Challenges;
import io.limitrate.internal.login.challenge.DerivedKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Issues challenges to callers on the deny list, exchanges solved challenges for passes, and tests
 * whether a call has a pass. Each solution is valid once over all nodes. Thread-safe.
 */
public final class CallerPasses implements Predicate<Call> {
  /** The name of the cookie that contains a pass. */
  public static final String COOKIE = "limitrate-pass";

  private static final int PASSES = 0x9A55;
  private static final int COOKIE_KEY = 1;
  private static final int CHALLENGE_KEY = 2;
  private static final int ADDRESS = 3;
  private static final int TOKEN = 4;
  private static final String ACTION = "deny";

  /** An address may be shared by many people. */
  private static final Quotas ATTEMPTS = Quotas.parse("60/1m fixed-window");

  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** The time for which a solution stays used after the end of its challenge. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  private static final ThrottledLogger LOG =
      new ThrottledLogger(System.getLogger(CallerPasses.class.getName()));

  private final Duration life;
  private final Key root;
  private final Limiter limiter;
  private final ChallengeProvider provider;
  private final PassCookies cookies;
  private final Quotas once;

  /**
   * Creates passes.
   *
   * @param secret the same on all nodes, so that each node accepts the passes of the other nodes
   * @param limiter counts the attempts of each address, and remembers used solutions
   * @param clock the wall clock
   */
  public CallerPasses(Pass settings, Key secret, Limiter limiter, InstantSource clock) {
    this.life = settings.life();
    this.root = secret.with(PASSES, ACTION);
    this.limiter = limiter;
    this.provider =
        Challenges.open(settings.challenge(), DerivedKey.bytes(root, CHALLENGE_KEY), clock);
    this.cookies = new PassCookies(DerivedKey.bytes(root, COOKIE_KEY), life, clock);
    Duration used = settings.challenge().life().plus(SKEW);
    this.once = Quotas.of(Quota.Kind.TOKEN_BUCKET.quota(1, used, 1));
  }

  /** The result of an attempt to get a pass. */
  public sealed interface Result {}

  /** The client gets a cookie with this value. */
  public record Granted(String cookie) implements Result {}

  /** The solution is missing, wrong, expired, used, or of another client. */
  public record Refused() implements Result {}

  /** The client has made too many attempts, or no store can tell whether the solution was used. */
  public record Postponed(Duration delay) implements Result {}

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
      Decision attempt = limiter.acquire(ATTEMPTS, root.with(ADDRESS, address), 1);
      if (attempt instanceof Decision.Rejected rejected) {
        return new Postponed(Duration.ofNanos(rejected.waitNanos()));
      }
      boolean solved =
          solution != null
              && provider.verify(solution, context(address), TIMEOUT)
                  instanceof Verification.Passed passed
              && limiter.acquire(once, root.with(TOKEN, passed.id()), 1).permitted();
      return solved ? new Granted(cookies.issue(address)) : new Refused();
    } catch (RuntimeException e) {
      LOG.error("A client on the deny list gets no pass: the store cannot be reached", e);
      return new Postponed(TIMEOUT);
    }
  }

  private ChallengeContext context(String address) {
    return new ChallengeContext(ACTION, "", root.with(ADDRESS, address).text());
  }

  /** All unknown addresses are one client. */
  private static String text(@Nullable String address) {
    return address == null ? "" : address;
  }
}
