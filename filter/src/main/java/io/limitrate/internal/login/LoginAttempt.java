package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.algorithm.AttemptStatus.Rank;
import io.limitrate.internal.engine.Attempts;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginEvents.Subject;
import io.limitrate.login.Admission;
import io.limitrate.login.BlockKind;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in. It arrives, names its user, is admitted or rejected, and is concluded
 * once.
 *
 * <p>One thread calls the constructor and {@link #identify}; any thread may call {@link #conclude}.
 * No method throws because of a store.
 */
public final class LoginAttempt {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Admission ADMITTED = new Admission.Admitted();

  private final LoginGuard guard;
  private final @Nullable String address;
  private final Key addressKey;
  private final Admission arrival;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /** The known browser, unless it belongs to another user. */
  private @Nullable Device device;

  private @Nullable Counted byDevice;
  private @Nullable Counted byAddress;
  private @Nullable Counted byUsername;
  private @Nullable String username;
  private @Nullable Key usernameKey;

  /** Counts the attempt for its browser if the browser is known, otherwise for its address. */
  LoginAttempt(LoginGuard guard, @Nullable String address, @Nullable Device device) {
    this.guard = guard;
    this.address = address;
    this.addressKey = guard.keys().address(address);
    this.device = device;
    this.arrival = orUncounted(() -> device == null ? countAddress() : countDevice(device));
  }

  /** Returns whether the address or browser permits the attempt, before the body is read. */
  public Admission arrival() {
    return arrival;
  }

  private static Admission orUncounted(Supplier<Admission> step) {
    try {
      return step.get();
    } catch (StoreUnavailableException e) {
      return new Admission.Uncounted(SOON);
    }
  }

  private Admission countAddress() {
    byAddress = begin(addressKey, guard.perAddress());
    guard.events().report(subject(), BlockKind.ADDRESS, byAddress.status());
    return admission(byAddress.status());
  }

  private Admission countDevice(Device known) {
    byDevice = begin(guard.keys().device(known.id()), guard.perDevice());
    guard.events().report(subject(), BlockKind.DEVICE, byDevice.status());
    return admission(byDevice.status());
  }

  private Counted begin(Key key, Attempts by) {
    int succeeded = guard.successes().take(key, guard.counters().nanos());
    return guard.counters().begin(key, by, succeeded);
  }

  private static Admission admission(AttemptStatus status) {
    return status.counted()
        ? ADMITTED
        : new Admission.Blocked(Duration.ofNanos(status.waitNanos()));
  }

  /**
   * Names the user of the attempt, and returns whether the attempt may go on to the password check.
   * The caller must then conclude the attempt.
   *
   * @param name the normalized username, or {@code null} when there is none: then the attempt needs
   *     a solved challenge
   */
  public Admission identify(@Nullable String name, TokenSource tokens) {
    isAbout(name);
    return orUncounted(
        () -> {
          Admission admission = decide(tokens);
          if (admission != ADMITTED) {
            withdraw();
          }
          return admission;
        });
  }

  private void isAbout(@Nullable String name) {
    username = name;
    usernameKey = name == null ? null : guard.keys().username(name);
  }

  private Admission decide(TokenSource tokens) {
    Admission admission = dropStrangersDevice();
    Challenger challenger = guard.challenger();
    if (admission == ADMITTED
        && challenger != null
        && challenged()
        && !challenger.solved(tokens, context())) {
      guard.events().challenged(subject());
      return new Admission.Challenged(challenger.ask(context()));
    }
    Key name = usernameKey;
    return admission == ADMITTED && device == null && name != null
        ? countUsername(name)
        : admission;
  }

  /** Returns whether the names are equal, or one of them is unknown. */
  boolean canBeAbout(@Nullable String name) {
    return username == null || name == null || username.equals(name);
  }

  /**
   * Names the user of an attempt for which {@link #identify} got no name. The challenge is already
   * solved then. A rejection ends the attempt, because no outcome follows.
   */
  Admission nameUnnamed(@Nullable String name) {
    if (name == null || username != null) {
      return ADMITTED;
    }
    Key key = guard.keys().username(name);
    username = name;
    usernameKey = key;
    return orUncounted(
        () -> {
          Admission admission = countUsername(key);
          if (admission != ADMITTED) {
            outcome.set(Outcome.UNKNOWN);
            withdraw();
          }
          return admission;
        });
  }

  /** A known browser of another user counts as an unknown browser. */
  private Admission dropStrangersDevice() {
    Device known = device;
    if (known == null || (username != null && known.belongsTo(username))) {
      return ADMITTED;
    }
    guard.counters().withdraw(byDevice);
    device = null;
    byDevice = null;
    return countAddress();
  }

  private boolean challenged() {
    Counted counted = byDevice == null ? byAddress : byDevice;
    return username == null || counted == null || counted.status().rank() == Rank.CHALLENGED;
  }

  private ChallengeContext context() {
    String subject = usernameKey == null ? "" : usernameKey.text();
    return new ChallengeContext(guard.settings().name(), subject, addressKey.text());
  }

  private Admission countUsername(Key name) {
    byUsername = begin(name, guard.perUsername());
    guard.events().report(subject(), BlockKind.USERNAME, byUsername.status());
    return byUsername.status().rank() == Rank.CHALLENGED
        ? ADMITTED
        : admission(byUsername.status());
  }

  private void withdraw() {
    guard.counters().withdraw(ofUser());
    guard.counters().withdraw(byAddress);
  }

  /** Concludes a malformed request as a failure of its address, because no user is known. */
  public void malformed() {
    orUncounted(this::dropStrangersDevice);
    conclude(Outcome.FAILURE, null);
  }

  /** Returns the guard that counts the attempt. */
  public LoginGuard guard() {
    return guard;
  }

  /** Returns whether the attempt has an outcome. */
  public boolean concluded() {
    return outcome.get() != null;
  }

  /**
   * Concludes the attempt. Only the first conclusion counts.
   *
   * @param name the normalized username, if the request did not contain it
   * @return whether this call was the first conclusion
   */
  public boolean conclude(Outcome result, @Nullable String name) {
    if (!outcome.compareAndSet(null, result)) {
      return false;
    }
    if (username == null) {
      isAbout(name);
    }
    try {
      new LoginConclusion(guard, subject(), ofUser(), byDevice != null, byAddress).report(result);
    } catch (StoreUnavailableException e) {
      // The attempt keeps its place for a minute.
    }
    return true;
  }

  /** The count of the user's attempts: of the known browser, or of the username. */
  private @Nullable Counted ofUser() {
    return byDevice != null ? byDevice : byUsername;
  }

  /**
   * Returns the device cookie after a success. Returns {@code null} when the browser has a valid
   * cookie, or the login uses no device cookies.
   *
   * @param contextPath the context path of the application; empty for the root
   */
  public @Nullable SetCookie deviceCookie(String contextPath) {
    String name = username;
    return name != null && outcome.get() == Outcome.SUCCESS
        ? guard.deviceCookie(name, device, contextPath)
        : null;
  }

  private Subject subject() {
    return new Subject(address, username, addressKey, usernameKey);
  }
}
