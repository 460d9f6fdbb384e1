package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.challenge.Verification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Interprets the answer of a vendor. Pure.
 *
 * <p>An error counts as the client's unless it is known to be an error of this server or of the
 * vendor. Otherwise a client could choose a token that makes the vendor seem unavailable, and would
 * get an easier challenge.
 */
final class SiteVerifyRules {
  /** Errors of this server or of the vendor, which no token can cause. */
  private static final Set<String> FAULTS =
      Set.of("missing-input-secret", "invalid-input-secret", "internal-error");

  /**
   * An error of unknown origin: it makes this token unchecked, and does not affect other tokens.
   */
  private static final String BAD_REQUEST = "bad-request";

  private final SiteVerify settings;
  private final Set<String> hostnames;

  SiteVerifyRules(SiteVerify settings) {
    this.settings = settings;
    this.hostnames =
        settings.hostnames().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns why the vendor can check no token at all, or an empty text if it can. */
  static String fault(SiteVerifyAnswer answer) {
    return answer.errors().stream().filter(FAULTS::contains).sorted().findFirst().orElse("");
  }

  Verification judge(SiteVerifyAnswer answer, String token, ChallengeContext context) {
    if (!answer.success()) {
      return rejection(answer);
    }
    String hostname = answer.hostname().toLowerCase(Locale.ROOT);
    if (!hostnames.isEmpty() && !hostnames.contains(hostname)) {
      return Verification.failed("made at another hostname: " + quoted(hostname));
    }
    if (!answer.action().isEmpty()
        && !answer.action().equals(settings.vendor().action(context.action()))) {
      return Verification.failed("made for another action: " + quoted(answer.action()));
    }
    if (answer.score().isPresent() && !(worth(answer) >= settings.leastScore())) {
      return Verification.failed("score " + worth(answer) + " is below " + settings.leastScore());
    }
    return Verification.passed(id(token));
  }

  private static Verification rejection(SiteVerifyAnswer answer) {
    String reason =
        answer.errors().isEmpty()
            ? "rejected without a reason"
            : "rejected: " + quoted(String.join(", ", new TreeSet<>(answer.errors())));
    return !fault(answer).isEmpty() || answer.errors().contains(BAD_REQUEST)
        ? Verification.unavailable(reason)
        : Verification.failed(reason);
  }

  /** Returns the score. The value of hCaptcha is a risk: 1 is certainly a program. */
  private double worth(SiteVerifyAnswer answer) {
    double score = answer.score().orElseThrow();
    return settings.vendor() == Vendor.HCAPTCHA ? 1 - score : score;
  }

  /** Makes a text of the client or the vendor short and printable for the log. */
  private static String quoted(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
  }

  private static String id(String token) {
    byte[] hash = Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
