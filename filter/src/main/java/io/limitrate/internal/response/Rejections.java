package io.limitrate.internal.response;

import io.limitrate.Charge;
import io.limitrate.Decision;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.UnreadableCallException;
import io.limitrate.Verdict;
import io.limitrate.config.ResponseSettings;
import io.limitrate.internal.concurrent.RecentEntries;
import io.limitrate.internal.engine.Denial;
import io.limitrate.internal.engine.Shed;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns rejections of policies into answers: problem+json (RFC 9457) for programs, a page for
 * browsers.
 *
 * <p>Thread-safe. Equal rejections have equal answers.
 */
public final class Rejections {
  /** Longer than the headers of browsers. */
  private static final int LONGEST_ACCEPT = 256;

  private final ResponseSettings settings;

  /** Recent answers: in a flood, most answers are the same. */
  private final RecentEntries<Recent> recent = new RecentEntries<>(1 << 8);

  /** Creates answers by these settings. */
  public Rejections(ResponseSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the answer to a rejected request: the status of the deny list; 429 (RFC 6585); 4xx of
   * an {@link UnreadableCallException} if a key or a cost cannot be read from the request; 503 if
   * the policy could not count, if the request could not wait for its turn, or if load shedding
   * rejects it.
   *
   * @param accept the request's Accept header
   * @throws IllegalArgumentException when the verdict is not a rejection
   */
  public Rejection of(Verdict verdict, @Nullable String accept) {
    if (verdict.permitted() && !verdict.delay().isZero()) {
      return busy(verdict.delay(), accept);
    }
    Charge charge = verdict.mostConstrained().orElse(null);
    if (charge == null && verdict instanceof Denial denial) {
      return answer(Problem.denied(denial.status()), accept);
    }
    if (verdict instanceof Shed shed) {
      return busy(Duration.ofNanos(shed.waitNanos()), accept);
    }
    if (charge == null || !(charge.decision() instanceof Decision.Rejected rejected)) {
      throw new IllegalArgumentException(verdict + ": is not a rejection");
    }
    UnreadableCallException unreadable = charge.unreadable().orElse(null);
    if (unreadable != null) {
      String detail = Objects.requireNonNullElse(unreadable.getMessage(), "");
      return answer(Problem.malformed(unreadable.status(), detail), accept);
    }
    return charge.counted()
        ? quotaExceeded(charge, rejected, accept)
        : busy(Duration.ofNanos(rejected.waitNanos()), accept);
  }

  /** The text of an answer contains whole seconds, so many rejections have the same answer. */
  private Rejection quotaExceeded(
      Charge charge, Decision.Rejected rejected, @Nullable String accept) {
    boolean same = rejected.waitNanos() != Decision.NEVER;
    long seconds = Seconds.ceil(rejected.waitNanos());
    int hash = Objects.hashCode(accept) + 31 * charge.policy().name().hashCode() + (int) seconds;
    Recent known = recent.at(hash);
    if (same && known != null && known.is(charge, seconds, accept)) {
      return known.answer;
    }
    Problem problem =
        charge.banned()
            ? Problem.banned(charge, rejected)
            : Problem.quotaExceeded(charge, rejected);
    Rejection answer = answer(problem, accept);
    if (same && (accept == null || accept.length() <= LONGEST_ACCEPT)) {
      recent.put(
          hash,
          new Recent(
              charge.policy(),
              charge.quotas(),
              rejected.quota(),
              charge.banned(),
              seconds,
              accept,
              answer));
    }
    return answer;
  }

  /**
   * Returns the answer to a request that the service cannot take now: 503.
   *
   * @param wait the time after which the client may try again
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

  /** The answer to calls that these quotas of a policy have rejected for so many seconds. */
  private record Recent(
      Policy policy,
      Quotas quotas,
      Quota quota,
      boolean banned,
      long seconds,
      @Nullable String accept,
      Rejection answer) {
    @SuppressWarnings("ReferenceEquality") // a reload replaces policies; comparing them takes long
    boolean is(Charge charge, long otherSeconds, @Nullable String otherAccept) {
      return seconds == otherSeconds
          && policy == charge.policy()
          && quotas == charge.quotas()
          && quota == charge.decision().quota()
          && banned == charge.banned()
          && Objects.equals(accept, otherAccept);
    }
  }
}
