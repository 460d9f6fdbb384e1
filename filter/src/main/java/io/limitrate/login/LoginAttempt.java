package io.limitrate.login;

import io.limitrate.Attempts;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.algorithm.Standing;
import io.limitrate.algorithm.Standing.Rank;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.login.LoginCounters.Counted;
import io.limitrate.login.LoginEvents.Who;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
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

  /** Counts the attempt for its browser where that is known, otherwise for its address. */
  LoginAttempt(LoginGuard guard, @Nullable String address, @Nullable Device device) {
    this.guard = guard;
    this.address = address;
    this.addressKey = guard.keys().address(address);
    this.device = device;
    this.arrival = device == null ? countAddress() : countDevice(device);
  }

  /** Whether the attempt may go on at all; asked before anything of it is read. */
  public Admission arrival() {
    return arrival;
  }

  private Admission countAddress() {
    try {
      byAddress = guard.counters().begin(addressKey, guard.perAddress(), 0);
      guard.events().heed(who(), BlockKind.ADDRESS, byAddress.standing());
      return admission(byAddress.standing());
    } catch (StoreUnavailableException e) {
      return new Admission.Uncounted(SOON);
    }
  }

  private Admission countDevice(Device known) {
    try {
      byDevice = begin(guard.keys().device(known.id()), guard.perDevice());
      guard.events().heed(who(), BlockKind.DEVICE, byDevice.standing());
      return admission(byDevice.standing());
    } catch (StoreUnavailableException e) {
      return new Admission.Uncounted(SOON);
    }
  }

  private Counted begin(Key key, Attempts by) {
    int succeeded = guard.successes().take(key, guard.counters().nanos());
    return guard.counters().begin(key, by, succeeded);
  }

  private static Admission admission(Standing standing) {
    return standing.counted()
        ? ADMITTED
        : new Admission.Blocked(Duration.ofNanos(standing.waitNanos()));
  }

  /**
   * Says who the attempt is about, and whether it may go on to the password check. After that it
   * has to be concluded.
   *
   * @param name the username in its one spelling, {@code null} where there is none: then it takes a
   *     challenge
   */
  public Admission identify(@Nullable String name, TokenSource tokens) {
    username = name;
    try {
      Admission admission = dropStrangersDevice();
      Challenger challenger = guard.challenger();
      if (admission == ADMITTED
          && challenger != null
          && challenged()
          && !challenger.solved(tokens, context())) {
        return ask(challenger);
      }
      return admission == ADMITTED && device == null && name != null
          ? countUsername(name)
          : admission;
    } catch (StoreUnavailableException e) {
      return new Admission.Uncounted(SOON);
    }
  }

  /** A browser that is known for somebody else is as good as unknown. */
  private Admission dropStrangersDevice() {
    Device known = device;
    if (known == null || (username != null && known.belongsTo(username))) {
      return ADMITTED;
    }
    withdraw(byDevice);
    device = null;
    byDevice = null;
    return countAddress();
  }

  private boolean challenged() {
    Counted counted = byDevice == null ? byAddress : byDevice;
    return username == null || counted == null || counted.standing().rank() == Rank.CHALLENGED;
  }

  private Admission ask(Challenger challenger) {
    withdraw(byDevice);
    guard.events().challenged(who());
    return new Admission.Challenged(challenger.ask(context()));
  }

  private ChallengeContext context() {
    String subject = username == null ? "" : guard.keys().username(username).text();
    return new ChallengeContext(guard.settings().name(), subject, addressKey.text());
  }

  private Admission countUsername(String name) {
    byUsername = begin(guard.keys().username(name), guard.perUsername());
    guard.events().heed(who(), BlockKind.USERNAME, byUsername.standing());
    return byUsername.standing().rank() == Rank.CHALLENGED
        ? ADMITTED
        : admission(byUsername.standing());
  }

  private void withdraw(@Nullable Counted counted) {
    if (counted != null) {
      guard.counters().apply(counted.key(), counted.by(), Move.WITHDRAW, counted.id(), 0);
    }
  }

  /** Whether it is about this user, or about nobody who is known. */
  public boolean isAbout(@Nullable String name) {
    return username == null || username.equals(name);
  }

  /** What became of a request that cannot be understood: a failure of its address. */
  public void malformed() {
    conclude(Outcome.FAILURE, null);
  }

  /** Whether somebody has said what came of it. */
  public boolean concluded() {
    return outcome.get() != null;
  }

  /** What came of it, {@code null} as long as nobody has said so. */
  public @Nullable Outcome outcome() {
    return outcome.get();
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
    username = username == null ? name : username;
    try {
      switch (result) {
        case SUCCESS -> succeed();
        case FAILURE -> fail(true);
        case UNKNOWN -> fail(false);
        case ERROR -> withdraw(ofUser());
      }
    } catch (StoreUnavailableException e) {
      // The attempt stays as it was begun: a place taken for a minute.
    }
    return true;
  }

  /** What counts the attempts of the user: this browser's, or all others'. */
  private @Nullable Counted ofUser() {
    return byDevice != null ? byDevice : byUsername;
  }

  private void succeed() {
    Counted counted = ofUser();
    if (counted == null) {
      return;
    }
    if (counted.standing().alone()) {
      guard.successes().add(counted.key(), counted.id(), guard.counters().nanos());
    } else {
      guard.counters().apply(counted.key(), counted.by(), Move.SUCCEED, counted.id(), 0);
    }
  }

  /**
   * A failure.
   *
   * @param told whether somebody said so: if nobody did, the address is not to blame for it
   */
  private void fail(boolean told) {
    int consecutive = 0;
    if (ofUser() != null) {
      consecutive = fail(ofUser(), byDevice != null ? BlockKind.DEVICE : BlockKind.USERNAME);
    } else if (username != null) {
      consecutive = failUnreserved(guard.keys().username(username));
    }
    if (told && byAddress != null) {
      fail(byAddress, BlockKind.ADDRESS);
    }
    guard.events().failed(who(), consecutive);
  }

  private int fail(Counted counted, BlockKind kind) {
    int name = username == null ? 0 : guard.keys().username(username).hashCode();
    Standing standing =
        guard.counters().apply(counted.key(), counted.by(), Move.FAIL, counted.id(), name);
    guard.events().heed(who(), kind, standing);
    return standing.consecutive();
  }

  /** The application knew better who it was about. */
  private int failUnreserved(Key key) {
    return guard.counters().apply(key, guard.perUsername(), Move.FAIL, 0, 0).consecutive();
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
    Key usernameKey = username == null ? null : guard.keys().username(username);
    return new Who(address, username, addressKey, usernameKey);
  }
}
