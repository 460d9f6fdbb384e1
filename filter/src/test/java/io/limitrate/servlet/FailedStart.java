package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import jakarta.servlet.ServletException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Starts applications that do not start. */
public final class FailedStart {
  private FailedStart() {}

  /** Returns the only error that the filter logs for a failed start. */
  public static String reason(ThrowingCallable start) {
    try (LogLines logged = LogLines.of(RateLimitFilter.class)) {
      assertThatThrownBy(start).isInstanceOf(ServletException.class);

      List<String> errors =
          logged.lines().stream().filter(line -> line.startsWith("SEVERE ")).toList();
      assertThat(errors).hasSize(1);
      return errors.get(0);
    }
  }
}
