package io.limitrate.internal.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an attempt, as its response or its method shows it. Immutable.
 *
 * @param seen a description of the end of the attempt for the log, without any value from the
 *     client or the application
 */
public record ObservedOutcome(Outcome outcome, String seen) {
  private static final int LONGEST_PATH = 100;

  /** A name with a digit may be a token without a name. */
  private static final String NAME = "[A-Za-z_.-]{1,30}";

  /**
   * Creates an outcome. If it is {@link Outcome#UNKNOWN}, the description says that there was no
   * sign.
   */
  public ObservedOutcome(Outcome outcome) {
    this(outcome, "no sign of the outcome");
  }

  /** Returns an unknown outcome with a description of what was seen. */
  public static ObservedOutcome unknown(String seen) {
    return new ObservedOutcome(Outcome.UNKNOWN, seen);
  }

  /** Returns the unknown outcome of a response that no rule names. */
  static ObservedOutcome unnamed(int status, @Nullable String location, RequestUri request) {
    return unknown(
        location == null
            ? "status " + status
            : status + " to " + place(Redirect.resolve(location, request), request));
  }

  private static String place(@Nullable Redirect target, RequestUri request) {
    if (target == null) {
      return "a Location that clients may understand differently";
    }
    boolean elsewhere = target.host() != null && !target.host().equals(request.host());
    return (elsewhere ? "https://" + target.host() : "") + path(target.path()) + query(target);
  }

  private static String path(String path) {
    String printable = path.replaceAll("[^!-~]", "?");
    return printable.length() <= LONGEST_PATH
        ? printable
        : printable.substring(0, LONGEST_PATH) + "...";
  }

  /** Returns the names of the parameters, since a rule may need one of them. */
  private static String query(Redirect target) {
    if (target.query().isEmpty()) {
      return "";
    }
    return target.query().keySet().stream()
        .map(name -> name.matches(NAME) ? name : "...")
        .distinct()
        .limit(5)
        .collect(Collectors.joining("&", "?", ""));
  }
}
