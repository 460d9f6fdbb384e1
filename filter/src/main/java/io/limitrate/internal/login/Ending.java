package io.limitrate.internal.login;

import io.limitrate.internal.uri.Redirect;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as its response or its method shows. Immutable.
 *
 * @param seen what was seen of the end, in words for the log; never a value that the client or the
 *     application sent
 */
public record Ending(Outcome outcome, String seen) {
  private static final int LONGEST_PATH = 100;

  /** A name with a digit may be a token without a name. */
  private static final String NAME = "[A-Za-z_.-]{1,30}";

  /** An ending that shows the outcome, or an {@link Outcome#UNKNOWN} one of which nothing shows. */
  public Ending(Outcome outcome) {
    this(outcome, "no sign of the outcome");
  }

  /** An ending that does not show the outcome. */
  public static Ending unknown(String seen) {
    return new Ending(Outcome.UNKNOWN, seen);
  }

  /** A response that no rule names. */
  static Ending unnamed(int status, @Nullable String location, RequestUri request) {
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

  /** The names of the parameters, of which a rule may need one. */
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
