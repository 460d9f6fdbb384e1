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
 * What an answer of a vendor means. Pure.
 *
 * <p>An error is the client's unless it is known to be ours or the vendor's: were it the other way
 * round, a client could pick a token that makes the vendor look unavailable, and be let off more
 * lightly.
 */
final class SiteVerifyRules {
  /** Ours or the vendor's, and no token can bring them about. */
  private static final Set<String> FAULTS =
      Set.of("missing-input-secret", "invalid-input-secret", "internal-error");

  /** Nobody can tell whose it is: this token is not checked, and no other one is held up. */
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

  /** Why the vendor can check no token at all; empty if it can. */
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

  /** What hCaptcha gives is the risk: 1 is certainly a program. */
  private double worth(SiteVerifyAnswer answer) {
    double score = answer.score().orElseThrow();
    return settings.vendor() == Vendor.HCAPTCHA ? 1 - score : score;
  }

  /** Others' texts go to the log short, and on one line. */
  private static String quoted(String text) {
    String printable = text.replaceAll("[^ -~]", "?");
    return printable.length() <= 100 ? printable : printable.substring(0, 100) + "...";
  }

  private static String id(String token) {
    byte[] hash = Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }
}
