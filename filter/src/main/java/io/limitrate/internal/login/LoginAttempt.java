package io.limitrate.internal.login;

import io.limitrate.Attempts;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.internal.algorithm.AttemptStatus;
import io.limitrate.internal.algorithm.AttemptStatus.Rank;
import io.limitrate.internal.login.LoginCounters.Counted;
import io.limitrate.internal.login.LoginEvents.Who;
import io.limitrate.login.Admission;
import io.limitrate.login.BlockKind;
import io.limitrate.login.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to log in: it arrives, says who it is about, goes on or not, and is concluded once.
 *
 * <p>Arriving and identifying belong to one thread; concluding may come from any. Nothing here
 * throws because of a store.
 */
public final class LoginAttempt {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Admission ADMITTED = new Admission.Admitted();

  private final LoginGuard guard;
  private final @Nullable String address;
  private final Key addressKey;
  private final Admission arrival;
  private final AtomicReference<@Nullable Outcome> outcome = new AtomicReference<>();

  /** The browser that is known, as long as it is not known to be somebody else's. */
  private @Nullable Device device;

  private @Nullable Counted byDevice;
  private @Nullable Counted byAddress;
  private @Nullable Counted byUsername;
  private @Nullable String username;
  private @Nullable Key usernameKey;

  /** Counts the attempt for its browser where that is known, otherwise for its address. */
  LoginAttempt(LoginGuard guard, @Nullable String address, @Nullable Device device) {
    this.guard = guard;
    this.address = address;
    this.addressKey = guard.keys().address(address);
    this.device = device;
    this.arrival = orUncounted(() -> device == null ? countAddress() : countDevice(device));
  }

  /** Whether the attempt may go on at all; asked before anything of it is read. */
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
    guard.events().heed(who(), BlockKind.ADDRESS, byAddress.status());
    return admission(byAddress.status());
  }

  private Admission countDevice(Device known) {
    byDevice = begin(guard.keys().device(known.id()), guard.perDevice());
    guard.events().heed(who(), BlockKind.DEVICE, byDevice.status());
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
   * Says who the attempt is about, and whether it may go on to the password check. After that it
   * has to be concluded.
   *
   * @param name the username in its one spelling, {@code null} where there is none: then it takes a
   *     challenge
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
      guard.events().challenged(who());
      return new Admission.Challenged(challenger.ask(context()));
    }
    Key name = usernameKey;
    return admission == ADMITTED && device == null && name != null
        ? countUsername(name)
        : admission;
  }

  /** Whether nothing is known that speaks against its being about this user. */
  boolean canBeAbout(@Nullable String name) {
    return username == null || name == null || username.equals(name);
  }

  /**
   * Says who it is about after all, where {@link #identify} was not told: the challenge was solved
   * then. A rejection ends it, for nothing will come of it.
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

  /** A browser that is known for somebody else is as good as unknown. */
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
    guard.events().heed(who(), BlockKind.USERNAME, byUsername.status());
    return byUsername.status().rank() == Rank.CHALLENGED
        ? ADMITTED
        : admission(byUsername.status());
  }

  private void withdraw() {
    guard.counters().withdraw(ofUser());
    guard.counters().withdraw(byAddress);
  }

  /**
   * What became of a request that cannot be understood: a failure of its address, for it is
   * nobody's whose browser could be known.
   */
  public void malformed() {
    orUncounted(this::dropStrangersDevice);
    conclude(Outcome.FAILURE, null);
  }

  /** The guard that counts the attempt. */
  public LoginGuard guard() {
    return guard;
  }

  /** Whether somebody has said what came of it. */
  public boolean concluded() {
    return outcome.get() != null;
  }

  /**
   * Says what came of the attempt; the first to say so is believed.
   *
   * @param name who it was about in its one spelling, where the request did not say so
   * @return whether this was the first
   */
  public boolean conclude(Outcome result, @Nullable String name) {
    if (!outcome.compareAndSet(null, result)) {
      return false;
    }
    if (username == null) {
      isAbout(name);
    }
    try {
      new LoginConclusion(guard, who(), ofUser(), byDevice != null, byAddress).tell(result);
    } catch (StoreUnavailableException e) {
      // The attempt stays as it was begun: a place taken for a minute.
    }
    return true;
  }

  /** What counts the attempts of the user: this browser's, or all others'. */
  private @Nullable Counted ofUser() {
    return byDevice != null ? byDevice : byUsername;
  }

  /**
   * The cookie that makes the browser known, after a success; {@code null} where it is known
   * already, or none is to be.
   *
   * @param contextPath the application's, empty for the root's
   */
  public @Nullable SetCookie deviceCookie(String contextPath) {
    String name = username;
    return name != null && outcome.get() == Outcome.SUCCESS
        ? guard.deviceCookie(name, device, contextPath)
        : null;
  }

  private Who who() {
    return new Who(address, username, addressKey, usernameKey);
  }
}
