package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The challenge of a vendor, by the protocol that Turnstile, reCAPTCHA and hCaptcha share.
 * Thread-safe.
 */
final class SiteVerifyProvider implements ChallengeProvider {
  /** The characters of all vendors' tokens. A token with other characters is never sent. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,4096}");

  private final SiteVerify settings;
  private final SiteVerifyRules rules;
  private final SiteVerifyClient client;
  private final VendorAvailability availability;

  SiteVerifyProvider(SiteVerify settings) {
    this(settings, VendorAvailability.PAUSE);
  }

  SiteVerifyProvider(SiteVerify settings, Duration pause) {
    this.settings = settings;
    this.rules = new SiteVerifyRules(settings);
    this.client = new SiteVerifyClient(settings);
    this.availability = new VendorAvailability(settings.vendor().text(), pause);
  }

  @Override
  public Challenge issue(ChallengeContext context) {
    return Challenge.of(settings.vendor().text(), settings.vendor().field())
        .siteKey(settings.siteKey())
        .build();
  }

  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    if (!TOKEN.matcher(token).matches()) {
      return Verification.failed("not in the form of a token");
    }
    if (!availability.mayAsk()) {
      return Verification.unavailable(settings.vendor().text() + " was unavailable recently");
    }
    return ask(token, context, deadline);
  }

  private Verification ask(String token, ChallengeContext context, Duration deadline) {
    String fault = "stopped";
    try {
      SiteVerifyAnswer answer = client.ask(token, deadline);
      fault = SiteVerifyRules.fault(answer);
      return rules.judge(answer, token, context);
    } catch (IOException e) {
      fault = String.valueOf(e.getMessage());
      return Verification.unavailable(fault);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verification.unavailable(fault);
    } finally {
      availability.asked(fault);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
