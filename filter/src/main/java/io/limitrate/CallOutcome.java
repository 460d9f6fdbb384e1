package io.limitrate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a permitted call ended. Implementations of {@link DecisionListener} use this type. */
public enum CallOutcome {
  /** The call returned, or completed its stage or its asynchronous request. */
  RETURNED,
  /**
   * The call threw an exception or an error, or completed its stage with one. A client that
   * disconnects while a servlet writes the response causes such an exception.
   */
  THREW,
  /** The asynchronous request or the stage timed out. */
  TIMED_OUT,
  /** The client of an asynchronous request disconnected, or the stage was cancelled. */
  ABORTED,
  /**
   * The call did not start, because it could not wait for its turn: the wait was too long, too many
   * threads were waiting, the thread was interrupted, or the client left. Its units are refunded.
   */
  GAVE_UP;

  /** What is known about a call that has ended. A {@link Counting} uses this type. Immutable. */
  public interface Result {

    /** Returns how the call ended. */
    CallOutcome outcome();

    /**
     * Returns the status of the response, 500 for a request that threw an exception before its
     * response was committed; empty for the call of an annotated method.
     */
    OptionalInt status();

    /**
     * Returns what an annotated method threw, or its stage completed with, or what left the filter
     * chain of a request; empty if a framework has turned the exception into a response.
     */
    Optional<Throwable> failure();

    /** Returns what an annotated method returned, or its stage completed with, except null. */
    Optional<Object> value();

    /** Returns the time from the decision about the call to its end. */
    Duration duration();

    /**
     * Returns the number of bytes of the body that the application has written to the response:
     * without headers, and before the container compresses them. Empty for the call of an annotated
     * method, for a request of JAX-RS that passed no filter, and if no {@link Counting#readsSize}
     * of the request returns {@code true}.
     */
    default OptionalLong size() {
      return OptionalLong.empty();
    }
  }

  /**
   * Decides by the result of a call whether the call counts. Applications implement this type.
   *
   * <p>A policy with {@link Policy.Builder#count} reserves the units of a call when it permits the
   * call. When the call has ended, the limiter asks this object, and returns the units of a call
   * that does not count. The limiter does not ask about a call whose client has left, which counts.
   *
   * <p>Must be thread-safe and fast: the limiter calls it on the threads of calls, and for some
   * requests more than once. A call counts if this object throws an exception, which the limiter
   * logs.
   */
  @FunctionalInterface
  public interface Counting {

    /** Returns whether a call with this result counts. */
    boolean counts(Result result);

    /**
     * Returns the units that a call used which counts. The limiter settles the reserved units with
     * them; more units than the reserved ones may become a debt.
     *
     * @param reserved the units that the call took at its check
     * @return at least 0; by default the reserved units
     */
    default long units(Result result, long reserved) {
      return reserved;
    }

    /**
     * Returns whether this object reads {@link Result#size}, which the filter then measures. Must
     * always return the same value. If it is {@code false}, the size may be empty. By default
     * {@code false}.
     */
    default boolean readsSize() {
      return false;
    }

    /**
     * Counts calls by the status of their response, and by what they threw. A call counts if one of
     * the statuses or one of the exceptions says so. If there are only statuses, each call of an
     * annotated method counts, because it has no status.
     *
     * @param statuses statuses from 200 to 599 such as {@code 404}, classes such as {@code 5xx},
     *     and ranges such as {@code 400-499}
     * @param exceptions types of exceptions. A call counts if what it threw, or one of the causes,
     *     is an object of such a type
     * @throws IllegalArgumentException when a status is invalid, when both lists are empty, or when
     *     the statuses are all there are
     */
    static Counting of(List<String> statuses, List<Class<? extends Throwable>> exceptions) {
      return CountedResults.of(statuses, exceptions);
    }

    /**
     * Takes one unit for each period of the duration of a call, rounded up, at least one. The cost
     * of the policy is reserved at the check. As thread-safe as {@code counting}.
     *
     * @param counting decides which calls count; {@code result -> true} for each call
     * @param period positive
     * @param most the most units that a call takes, at least 1
     * @throws IllegalArgumentException when the period or the most units are not positive
     */
    static Counting byDuration(Counting counting, Duration period, long most) {
      return new DurationUnits(counting, period, most);
    }

    /**
     * Takes one unit for each block of bytes of the response, rounded up, at least one. The cost of
     * the policy is reserved at the check; a call without a known {@link Result#size} keeps this
     * cost. As thread-safe as {@code counting}.
     *
     * @param counting decides which calls count; {@code result -> true} for each call
     * @param block the bytes of a unit, at least 1
     * @param most the most units that a call takes, at least 1
     * @throws IllegalArgumentException when the block or the most units are not positive
     */
    static Counting bySize(Counting counting, long block, long most) {
      return new SizeUnits(counting, block, most);
    }
  }
}
