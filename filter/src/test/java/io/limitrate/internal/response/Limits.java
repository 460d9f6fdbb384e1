package io.limitrate.internal.response;

import io.limitrate.Call;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import io.limitrate.config.ResponseSettings.Dialect;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.engine.Ledger;
import io.limitrate.internal.engine.LedgerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A limiter with a fixed clock, and one request. */
final class Limits implements AutoCloseable {
  private Instant now = Instant.parse("2026-01-01T00:00:00.5Z");
  private final ApplicationRuntime application =
      ApplicationRuntime.start(
          Configuration.builder()
              .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000))
              .build(),
          () -> now);
  final Ledger ledger = new Ledger();

  static ResponseSettings settings(Dialect... dialects) {
    return new ResponseSettings(
        Set.copyOf(Arrays.asList(dialects)), Body.PROBLEM, Optional.empty());
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Charges another request. */
  Verdict take(Policy... policies) {
    return application.limiter().check(new Call() {}, List.of(policies));
  }

  Verdict check(Policy... policies) {
    LedgerCall call = () -> ledger;
    return application.limiter().check(call, List.of(policies));
  }

  /** Returns the headers of the request after its latest verdict. */
  Map<String, String> headers(Verdict latest, Dialect... dialects) {
    Map<String, String> headers = new LinkedHashMap<>();
    new RateLimitHeaders(settings(dialects)).write(ledger, headers::put);
    return headers;
  }

  @Override
  public void close() {
    application.close();
  }
}
