package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.login.LoginHeaderValues;
import java.util.List;

/**
 * Writes the common X-RateLimit headers, which describe the most constrained quota.
 *
 * @param delta whether X-RateLimit-Reset is in seconds from now; otherwise it is Unix time
 */
record XRateLimitDialect(boolean delta) implements HeaderDialect {
  private static final String LIMIT = "X-RateLimit-Limit";
  private static final String REMAINING = "X-RateLimit-Remaining";
  private static final String RESET = "X-RateLimit-Reset";

  @Override
  public List<String> names() {
    return List.of(LIMIT, REMAINING, RESET);
  }

  @Override
  public void write(Ledger ledger, Charge tightest, HeaderSink sink) {
    Decision decision = tightest.decision();
    long reset = delta ? Seconds.ceil(decision.resetNanos()) : tightest.resetEpochSecond();
    sink.set(LIMIT, NumberText.of(decision.quota().capacity()));
    sink.set(REMAINING, NumberText.of(decision.remaining()));
    sink.set(RESET, NumberText.of(reset));
  }

  @Override
  public void write(LoginHeaderValues login, HeaderSink sink) {
    long reset = delta ? Seconds.ceil(login.delay().toNanos()) : login.resetEpochSecond();
    sink.set(LIMIT, NumberText.of(login.allowance().limit()));
    sink.set(REMAINING, NumberText.of(0));
    sink.set(RESET, NumberText.of(reset));
  }
}
