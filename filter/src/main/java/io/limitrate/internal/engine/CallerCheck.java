package io.limitrate.internal.engine;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks lists of callers. Immutable and thread-safe.
 *
 * @param allow the callers that no policy limits; {@code null} without such a list
 * @param deny the callers whose calls are rejected, unless {@code allow} contains them too; {@code
 *     null} without such a list
 * @param status the HTTP status of the rejection
 * @param passes tests whether a caller on the deny list has a pass, and so is not rejected; {@code
 *     null} if there are no passes
 */
public record CallerCheck(
    @Nullable CallerList allow,
    @Nullable CallerList deny,
    int status,
    @Nullable Predicate<Call> passes) {
  private static final ThrottledLogger LOG =
      new ThrottledLogger(System.getLogger(CallerList.class.getName()));

  /**
   * Returns the execution of a call that a list decides; {@code null} if the policies decide.
   *
   * @param invocation whether the call is an invocation of an annotated method
   */
  @Nullable Execution decide(Call call, boolean invocation) {
    if (allow != null && contains(allow, call)) {
      return new Execution(invocation, (LedgerCharge) null);
    }
    return deny != null && contains(deny, call) && !hasPass(call)
        ? new Denial(invocation, status)
        : null;
  }

  private boolean hasPass(Call call) {
    return passes != null && passes.test(call);
  }

  /**
   * Returns whether the caller is on the list. If the list fails, the failure is logged, and the
   * caller is not on the list.
   */
  public static boolean contains(CallerList list, Call call) {
    try {
      return list.contains(call);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The list " + list + " fails, so the caller is not on the list", e);
      return false;
    }
  }
}
