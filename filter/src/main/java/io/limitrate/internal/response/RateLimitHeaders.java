package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Ledger;
import io.limitrate.Verdict;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.internal.login.ClosedLogin;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells clients where they stand, in the response headers of the dialects that are switched on.
 *
 * <p>Immutable and thread-safe.
 */
public final class RateLimitHeaders {
  static final String RETRY_AFTER = "Retry-After";

  private final HeaderDialect[] dialects;
  private final List<String> names;

  /** The headers of these dialects. */
  public RateLimitHeaders(ResponseSettings settings) {
    dialects =
        settings.dialects().stream()
            .sorted()
            .map(RateLimitHeaders::dialect)
            .toArray(HeaderDialect[]::new);
    List<String> all = new ArrayList<>();
    for (HeaderDialect dialect : dialects) {
      all.addAll(dialect.names());
    }
    all.add(RETRY_AFTER);
    names = all.stream().distinct().toList();
  }

  private static HeaderDialect dialect(Dialect dialect) {
    return switch (dialect) {
      case X_RATELIMIT -> new XRateLimitDialect(false);
      case X_RATELIMIT_DELTA -> new XRateLimitDialect(true);
      case IETF -> new IetfDialect();
    };
  }

  /** All names that are ever written, Retry-After of a {@link Rejection} included. */
  public List<String> names() {
    return names;
  }

  /**
   * Writes what the request's ledger says, over what was written for an earlier verdict: the most
   * constrained of all its charges speaks. Nothing is written where no policy could count.
   *
   * @param verdict the ledger's latest
   */
  public void write(Verdict verdict, Ledger ledger, HeaderSink sink) {
    Charge tightest = ledger.mostConstrained().orElse(null);
    if (tightest == null || !tightest.counted()) {
      return;
    }
    for (HeaderDialect dialect : dialects) {
      dialect.write(verdict, ledger, tightest, sink);
    }
  }

  /** Writes that a login takes no attempt now, over what was written of policies. */
  public void write(ClosedLogin login, HeaderSink sink) {
    for (HeaderDialect dialect : dialects) {
      dialect.write(login, sink);
    }
  }
}
