package io.limitrate.internal.login;

import io.limitrate.login.Admission;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values of the rate limit headers of a rejected login attempt. They are the same for a blocked
 * address, username and browser, so the headers do not reveal which of them is blocked.
 *
 * @param name the name of the login, in place of a policy's name
 * @param allowance the attempts that the login permits
 * @param delay how long the login rejects attempts of the client
 * @param resetEpochSecond the end of the delay in seconds of the Unix epoch
 */
public record LoginHeaderValues(
    String name, Limit allowance, Duration delay, long resetEpochSecond) {

  /**
   * Returns the header values for an admission, or nothing when a wait does not help the client.
   */
  public static Optional<LoginHeaderValues> of(Admission admission, LoginGuard guard) {
    Duration delay = delay(admission);
    Limit allowance = allowance(guard.settings());
    return delay == null || allowance.none()
        ? Optional.empty()
        : Optional.of(
            new LoginHeaderValues(
                guard.settings().name(), allowance, delay, guard.epochSecondAfter(delay)));
  }

  /** The first limit of one address or one username that is set. */
  private static Limit allowance(LoginSettings login) {
    return Stream.of(
            login.address().attempts(),
            login.address().failures(),
            login.user().attempts(),
            login.user().failures())
        .filter(allowance -> !allowance.none())
        .findFirst()
        .orElse(Limit.NONE);
  }

  private static @Nullable Duration delay(Admission admission) {
    if (admission instanceof Admission.Blocked blocked) {
      return blocked.delay();
    }
    return admission instanceof Admission.Uncounted uncounted ? uncounted.delay() : null;
  }
}
