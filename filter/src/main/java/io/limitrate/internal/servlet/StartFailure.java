package io.limitrate.internal.servlet;

import io.limitrate.config.ConfigurationException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;

/**
 * Logs once why the limiter of an application does not start. Containers print the exception of
 * each filter and servlet several times, only in part, or in another file. So the first exception
 * has only the first error, and later exceptions refer to the log.
 */
public final class StartFailure {
  private static final String LOGGER = FilterRegistrationCheck.FILTER;
  private static final System.Logger LOG = System.getLogger(LOGGER);
  private static final String LOGGED = "io.limitrate.logged-failure";
  private static final String START = "Limitrate does not start: ";
  private static final String ALL = "the logger " + LOGGER + " names the errors at the level ERROR";
  private static final String SUMMARY = START + ALL;

  private StartFailure() {}

  /** Logs a failure, unless another filter has logged it, and returns the exception to throw. */
  public static ServletException log(ServletContext context, RuntimeException failure) {
    if (isLogged(context, failure)) {
      return new ServletException(SUMMARY);
    }
    context.setAttribute(LOGGED, text(failure));
    LOG.log(Level.ERROR, "{0}", text(failure));
    LOG.log(Level.DEBUG, "The limiter does not start", failure);
    return new ServletException(first(failure));
  }

  private static String first(RuntimeException failure) {
    List<String> errors =
        failure instanceof ConfigurationException configuration
            ? configuration.errors()
            : List.of(text(failure));
    String first = START + errors.get(0);
    int more = errors.size() - 1;
    return more == 0 ? first : first + " (and " + more + " more; " + ALL + ")";
  }

  /** Returns the exception for a servlet: a summary if a filter has logged the failure. */
  static RuntimeException summarize(ServletContext context, ConfigurationException failure) {
    return isLogged(context, failure) ? new IllegalStateException(SUMMARY) : failure;
  }

  private static boolean isLogged(ServletContext context, RuntimeException failure) {
    return text(failure).equals(context.getAttribute(LOGGED));
  }

  private static String text(RuntimeException failure) {
    return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
  }
}
