package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Decision;
import java.util.List;

/**
 * Why a request is rejected (RFC 9457).
 *
 * <p>The texts are made of ours, of numbers and of policy names, none of which has a character that
 * JSON or HTML would want escaped.
 *
 * @param waitSeconds when to come back, or 0 if no wait helps
 */
public record Problem(
    int status, String type, String title, String detail, List<String> violated, long waitSeconds) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "https://iana.org/assignments/http-problem-types#";

  /** The client has used what its policy allows. */
  static Problem quotaExceeded(Charge charge, Decision.Rejected rejected) {
    boolean never = rejected.waitNanos() == Decision.NEVER;
    long waitSeconds = never ? 0 : Seconds.atLeastOne(rejected.waitNanos());
    return new Problem(
        429,
        TYPES + "quota-exceeded",
        "Quota exceeded",
        never ? tooCostly(charge) : usedUp(charge, waitSeconds),
        List.of(QuotaNames.decisive(charge)),
        waitSeconds);
  }

  private static String usedUp(Charge charge, long waitSeconds) {
    return "Policy "
        + charge.policy().name()
        + " allows "
        + charge.decision().quota()
        + ". Try again in "
        + Seconds.inWords(waitSeconds)
        + ".";
  }

  private static String tooCostly(Charge charge) {
    return "This request takes "
        + charge.cost()
        + " units, but policy "
        + charge.policy().name()
        + " allows at most "
        + charge.decision().quota().capacity()
        + " at once. No wait will change that.";
  }

  /** Somebody may be guessing. Says nothing of who. */
  public static Problem tooManyAttempts(long waitNanos) {
    long waitSeconds = Seconds.atLeastOne(waitNanos);
    return new Problem(
        429,
        TYPES + "quota-exceeded",
        "Too many attempts",
        "There were too many attempts to log in. Try again in "
            + Seconds.inWords(waitSeconds)
            + ".",
        List.of(),
        waitSeconds);
  }

  /** The request cannot be understood; the detail is one of our own texts. */
  public static Problem malformed(int status, String detail) {
    return new Problem(status, "about:blank", title(status), detail, List.of(), 0);
  }

  private static String title(int status) {
    return switch (status) {
      case 411 -> "Length Required";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      default -> "Bad Request";
    };
  }

  /** It is not the client's fault. */
  public static Problem reducedCapacity(long waitNanos) {
    long waitSeconds = Seconds.atLeastOne(waitNanos);
    return new Problem(
        503,
        TYPES + "temporary-reduced-capacity",
        "Temporarily reduced capacity",
        "The service cannot take this request now. Try again in "
            + Seconds.inWords(waitSeconds)
            + ".",
        List.of(),
        waitSeconds);
  }

  String json() {
    StringBuilder json = new StringBuilder(300);
    json.append("{\"type\":\"").append(type);
    json.append("\",\"title\":\"").append(title);
    json.append("\",\"status\":").append(status);
    json.append(",\"detail\":\"").append(detail).append('"');
    if (!violated.isEmpty()) {
      json.append(",\"violated-policies\":[\"");
      json.append(String.join("\",\"", violated)).append("\"]");
    }
    return json.append('}').toString();
  }
}
