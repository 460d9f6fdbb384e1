package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.login.LoginHeaderValues;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the rate limit headers of the configured dialects.
 *
 * <p>Immutable and thread-safe.
 */
public final class RateLimitHeaders {
  static final String RETRY_AFTER = "Retry-After";

  private final HeaderDialect[] dialects;
  private final List<String> names;

  /** Creates a writer for the dialects of these settings. */
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

  /** Returns the names of all headers that responses can have, with Retry-After. */
  public List<String> names() {
    return names;
  }

  /**
   * Writes headers that describe the most constrained charge of the request's ledger. They replace
   * the headers of an earlier verdict. Writes nothing if no policy could count.
   */
  public void write(Ledger ledger, HeaderSink sink) {
    Charge tightest = ledger.tightest();
    if (tightest == null || !tightest.counted()) {
      return;
    }
    for (HeaderDialect dialect : dialects) {
      dialect.write(ledger, tightest, sink);
    }
  }

  /**
   * Writes that a login permits no attempt now, and replaces the headers that describe policies.
   */
  public void write(LoginHeaderValues login, HeaderSink sink) {
    for (HeaderDialect dialect : dialects) {
      dialect.write(login, sink);
    }
  }
}
