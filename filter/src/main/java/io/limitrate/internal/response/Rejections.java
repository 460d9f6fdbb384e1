package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.UnreadableCallException;
import io.limitrate.Verdict;
import io.limitrate.config.ResponseSettings;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns rejections of policies into answers: problem+json (RFC 9457) for programs, a page for
 * browsers.
 *
 * <p>Immutable and thread-safe.
 */
public final class Rejections {
  private final ResponseSettings settings;

  /** Creates answers by these settings. */
  public Rejections(ResponseSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the answer to a rejected request: 429 (RFC 6585); 4xx of an {@link
   * UnreadableCallException} if a key or a cost cannot be read from the request; 503 if the policy
   * could not count, or if the request could not wait for its turn.
   *
   * @param accept the request's Accept header
   * @throws IllegalArgumentException when the verdict is not a rejection
   */
  public Rejection of(Verdict verdict, @Nullable String accept) {
    if (verdict.permitted() && !verdict.delay().isZero()) {
      return busy(verdict.delay(), accept);
    }
    Charge charge = verdict.mostConstrained().orElse(null);
    if (charge == null || !(charge.decision() instanceof Decision.Rejected rejected)) {
      throw new IllegalArgumentException(verdict + ": is not a rejection");
    }
    return answer(problem(charge, rejected), accept);
  }

  private static Problem problem(Charge charge, Decision.Rejected rejected) {
    UnreadableCallException unreadable = charge.unreadable().orElse(null);
    if (unreadable != null) {
      return Problem.malformed(
          unreadable.status(), Objects.requireNonNullElse(unreadable.getMessage(), ""));
    }
    return charge.counted()
        ? Problem.quotaExceeded(charge, rejected)
        : Problem.reducedCapacity(rejected.waitNanos());
  }

  /**
   * Returns the answer to a request that was permitted but cannot wait for its turn: 503.
   *
   * @param wait the time until the request's turn
   * @param accept the request's Accept header
   */
  public Rejection busy(Duration wait, @Nullable String accept) {
    return answer(Problem.reducedCapacity(wait.toNanos()), accept);
  }

  private Rejection answer(Problem problem, @Nullable String accept) {
    return ProblemAnswer.of(problem, settings, accept, () -> page(problem));
  }

  private Rejection.Body page(Problem problem) {
    String own = settings.htmlPage().orElse(null);
    return own != null
        ? new Rejection.Page(own)
        : new Rejection.Content(HtmlPage.MEDIA_TYPE, HtmlPage.of(problem));
  }
}
