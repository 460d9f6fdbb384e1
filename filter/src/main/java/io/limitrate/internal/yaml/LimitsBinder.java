package io.limitrate.internal.yaml;

import io.limitrate.Quota;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.util.regex.Pattern;

/** Reads the limits on attempts at a login. */
final class LimitsBinder {
  private static final Pattern ATTEMPT_LIMIT =
      Pattern.compile("[0-9_]{1,20}\\s*/\\s*[0-9_]*\\s*[A-Za-z]+");
  private static final Pattern PERCENT = Pattern.compile("[0-9]{1,2}%");

  private final Escalation escalation;
  private final boolean asks;

  /**
   * Creates a binder for the limits of one login.
   *
   * @param asks whether the login has a challenge
   */
  LimitsBinder(Escalation escalation, boolean asks) {
    this.escalation = escalation;
    this.asks = asks;
  }

  LoginLimits read(Section section, LoginLimits defaults) {
    Limit attempts = attemptLimit(section, "attempts", defaults.attempts());
    Limit failures = attemptLimit(section, "failures", defaults.failures());
    if (section.has("failures") && isReachedFirst(attempts, failures)) {
      section
          .get("failures")
          .addError("is never reached, because attempts end before: lower it, or remove it");
    }
    Spraying spraying =
        section.has("spraying") ? spraying(section.get("spraying")) : defaults.spraying();
    Limit challenge = challenge(section, defaults.challenge());
    if (section.has("challenge")
        && (isReachedFirst(attempts, challenge) || isReachedFirst(failures, challenge))) {
      section
          .get("challenge")
          .addError(
              "is never reached, because attempts or failures end before: lower it, or remove it");
    }
    if (attempts.none() && failures.none() && spraying.equals(Spraying.NONE)) {
      section.reject("block", "no limit begins a block");
    }
    return new LoginLimits(
        attempts, failures, challenge, escalation.block(section, defaults.block()), spraying);
  }

  private Limit challenge(Section section, Limit defaults) {
    if (asks) {
      return attemptLimit(section, "challenge", defaults);
    }
    section.reject("challenge", "the login has no challenge");
    return Limit.NONE;
  }

  private static boolean isReachedFirst(Limit limit, Limit challenge) {
    return !limit.none()
        && limit.limit() <= challenge.limit()
        && limit.window().compareTo(challenge.window()) >= 0;
  }

  private static Limit attemptLimit(Section section, String key, Limit defaults) {
    if (!section.has(key)) {
      return defaults;
    }
    return section.isNone(key)
        ? Limit.NONE
        : section.read(key, LimitsBinder::parse).orElse(defaults);
  }

  static Limit parse(String text) {
    if (!ATTEMPT_LIMIT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be limit/window, such as 5/1m" + Times.quotaSuggestion(text));
    }
    Quota quota = Quota.parse(text);
    if (quota instanceof Quota.CalendarWindow) {
      throw new IllegalArgumentException(
          "must have a rolling window, with its number"
              + Times.quotaSuggestion(text.replace("/", "/1")));
    }
    int limit = (int) Math.min(quota.limit(), Integer.MAX_VALUE);
    return new Limit(limit, quota.window());
  }

  private static Spraying spraying(Setting setting) {
    if (setting.isNone()) {
      return Spraying.NONE;
    }
    Spraying defaults = LoginLimits.ADDRESS.spraying();
    Section section = setting.section("names", "failing");
    return new Spraying(
        section.read("names", LimitsBinder::parse).orElse(defaults.names()),
        section.read("failing", LimitsBinder::percent).orElse(defaults.failingPercent()));
  }

  private static int percent(String text) {
    if (!PERCENT.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a percentage from 0% to 99%, such as 80%");
    }
    return Integer.parseInt(text.substring(0, text.length() - 1));
  }
}
