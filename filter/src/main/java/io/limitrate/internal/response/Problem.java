package io.limitrate.internal.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.limitrate.Charge;
import io.limitrate.Decision;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Holds the reason why a request is rejected, as a problem of RFC 9457.
 *
 * <p>The texts may contain names from the configuration and from the application, such as the name
 * of a field, so each output format escapes the texts.
 *
 * @param violated the names of the quotas that the request violates
 * @param waitSeconds the seconds until the client may try again, or 0 if no wait helps
 */
public record Problem(
    int status, String type, String title, String detail, List<String> violated, long waitSeconds) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPES = "https://iana.org/assignments/http-problem-types#";
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** Returns the problem of a client that has used all units of its policy. */
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

  /** Returns the problem of a client that a policy has banned. */
  static Problem banned(Charge charge, Decision.Rejected rejected) {
    long waitSeconds = Seconds.atLeastOne(rejected.waitNanos());
    String detail =
        "Policy "
            + charge.policy().name()
            + " has banned this client. Try again in "
            + Seconds.inWords(waitSeconds)
            + ".";
    return new Problem(
        429, TYPES + "quota-exceeded", "Client banned", detail, List.of(), waitSeconds);
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
        + " at once. Waiting does not help.";
  }

  /**
   * Returns the problem of a login with too many attempts. The text does not say whether a username
   * or an address is blocked.
   */
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

  /** Returns the problem of a request that cannot be read. */
  public static Problem malformed(int status, String detail) {
    return new Problem(status, "about:blank", title(status), detail, List.of(), 0);
  }

  /** Returns the problem of a caller on the deny list. The text does not say why. */
  public static Problem denied(int status) {
    String title = status == 403 ? "Forbidden" : "Too Many Requests";
    String detail = "The service does not accept this request.";
    return new Problem(status, "about:blank", title, detail, List.of(), 0);
  }

  /** Returns the problem of a denied caller whose solution of a challenge is not accepted. */
  public static Problem unsolved() {
    String detail = "The token is missing, wrong, expired or used. Ask for a new challenge.";
    return new Problem(403, "about:blank", "Forbidden", detail, List.of(), 0);
  }

  private static String title(int status) {
    return switch (status) {
      case 411 -> "Length Required";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      default -> "Bad Request";
    };
  }

  /** Returns the problem of a service that cannot take the request; the client is not at fault. */
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

  /** Returns the problem as a JSON object; the text is ASCII. */
  public String json() {
    StringWriter text = new StringWriter(300);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
    json.writeStringField("title", title);
    json.writeNumberField("status", status);
    json.writeStringField("detail", detail);
    if (!violated.isEmpty()) {
      json.writeArrayFieldStart("violated-policies");
      for (String policy : violated) {
        json.writeString(policy);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
