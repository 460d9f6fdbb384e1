package io.limitrate.internal.login;

import io.limitrate.internal.algorithm.AttemptLimit;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A login that takes no attempt of a client for a time, as headers tell it. It is the same whatever
 * is blocked, so that nobody learns whether an address, a username or a browser is.
 *
 * @param name the login's name, which stands for a policy's
 * @param allowance what the login permits
 * @param delay until when it takes none
 * @param resetEpochSecond the same as Unix time
 */
public record ClosedLogin(
    String name, AttemptLimit allowance, Duration delay, long resetEpochSecond) {

  /** What an admission means for the client; empty where no wait helps. */
  public static Optional<ClosedLogin> of(Admission admission, LoginGuard guard) {
    Duration delay = delay(admission);
    AttemptLimit allowance = allowance(guard.settings());
    return delay == null || allowance.none()
        ? Optional.empty()
        : Optional.of(
            new ClosedLogin(
                guard.settings().name(), allowance, delay, guard.epochSecondAfter(delay)));
  }

  /** The first of what one address and one username may try. */
  private static AttemptLimit allowance(LoginSettings login) {
    return Stream.of(
            login.address().attempts(),
            login.address().failures(),
            login.user().attempts(),
            login.user().failures())
        .filter(allowance -> !allowance.none())
        .findFirst()
        .orElse(AttemptLimit.NONE);
  }

  private static @Nullable Duration delay(Admission admission) {
    if (admission instanceof Admission.Blocked blocked) {
      return blocked.delay();
    }
    return admission instanceof Admission.Uncounted uncounted ? uncounted.delay() : null;
  }
}
