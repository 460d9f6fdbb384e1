package io.limitrate.login;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import io.limitrate.FailureRule;
import io.limitrate.algorithm.Allowance;
import io.limitrate.algorithm.AttemptLimits;
import io.limitrate.algorithm.AttemptLimits.Block;
import io.limitrate.algorithm.AttemptLimits.Spraying;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a login is protected. Its endpoints count together: who is refused at one is at all.
 * Immutable.
 */
public final class LoginSettings {
  /** 5 minutes, then twice as long each time, an hour at most; forgotten after a day. */
  public static final Block BLOCK =
      new Block(MINUTES.toNanos(5), 2, HOURS.toNanos(1), HOURS.toNanos(24));

  /** 5 attempts a minute, then a block; after 3 failures a challenge; more than 10 names. */
  public static final AttemptLimits ADDRESS =
      new AttemptLimits(
          new Allowance(5, MINUTES.toNanos(1)),
          Allowance.NONE,
          new Allowance(3, MINUTES.toNanos(1)),
          BLOCK,
          new Spraying(new Allowance(10, MINUTES.toNanos(10)), 80));

  /** 10 failures in an hour, whatever their addresses. */
  public static final AttemptLimits USER =
      new AttemptLimits(
          Allowance.NONE,
          new Allowance(10, HOURS.toNanos(1)),
          Allowance.NONE,
          Block.NONE,
          Spraying.NONE);

  /** As an address, and as a username. */
  public static final AttemptLimits DEVICE =
      new AttemptLimits(
          ADDRESS.attempts(), USER.failures(), ADDRESS.challenge(), BLOCK, Spraying.NONE);

  private final String name;
  private final List<String> paths;
  private final Set<String> methods;
  private final List<UsernameSource> username;
  private final UsernameNormalizer normalizer;
  private final AttemptLimits address;
  private final AttemptLimits user;
  private final @Nullable DeviceSettings device;
  private final OutcomeRules outcome;
  private final ChallengeSettings challenge;
  private final Unavailable unavailable;
  private final ProofOfWork proofOfWork;
  private final Duration challengeTimeout;
  private final FailureRule failure;
  private final @Nullable String page;
  private final int consecutive;

  private LoginSettings(Builder builder) {
    this.name = builder.name;
    this.paths = List.copyOf(builder.paths);
    this.methods =
        builder.methods.stream()
            .map(method -> method.toUpperCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.username = List.copyOf(builder.username);
    this.normalizer = builder.normalizer;
    this.address = builder.address;
    this.user = builder.user;
    this.device = builder.device;
    this.outcome = builder.outcome;
    this.challenge = builder.challenge;
    this.unavailable = builder.unavailable;
    this.proofOfWork = builder.proofOfWork;
    this.challengeTimeout = builder.challengeTimeout;
    this.failure = builder.failure;
    this.page = builder.page;
    this.consecutive = builder.consecutive;
  }

  /** What happens while nobody can check a vendor's tokens. */
  public enum Unavailable {
    /** A {@link LoginSettings#proofOfWork} takes its place. */
    PROOF_OF_WORK,
    /** Nobody gets in who needs a challenge. */
    CLOSED,
    /** Challenges are waived. */
    OPEN
  }

  /** Begins with the defaults. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The name, unique within an application. */
  public String name() {
    return name;
  }

  /** The path patterns of its endpoints; none where only an annotation says where it is. */
  public List<String> paths() {
    return paths;
  }

  /** The methods that are attempts, in upper case; empty for all that are not safe (RFC 9110). */
  public Set<String> methods() {
    return methods;
  }

  /** Where the username is: in the first of these that there is. */
  public List<UsernameSource> username() {
    return username;
  }

  /** Makes one spelling of all those of a username. */
  public UsernameNormalizer normalizer() {
    return normalizer;
  }

  /** What one address may try. */
  public AttemptLimits address() {
    return address;
  }

  /** What may be tried of one username, over all addresses. */
  public AttemptLimits user() {
    return user;
  }

  /** How a browser is known; empty if none is. */
  public Optional<DeviceSettings> device() {
    return Optional.ofNullable(device);
  }

  /** What a response says about the outcome. */
  public OutcomeRules outcome() {
    return outcome;
  }

  /** The challenge. */
  public ChallengeSettings challenge() {
    return challenge;
  }

  /** What happens while nobody can check tokens. */
  public Unavailable unavailable() {
    return unavailable;
  }

  /** What takes the challenge's place where nobody can check its tokens. */
  public ProofOfWork proofOfWork() {
    return proofOfWork;
  }

  /** How long a token's check may take. */
  public Duration challengeTimeout() {
    return challengeTimeout;
  }

  /** What happens while nobody can count: {@code CLOSED}, or {@code LOCAL}. */
  public FailureRule failure() {
    return failure;
  }

  /** The application's page that shows the challenge to a browser; empty for the built-in one. */
  public Optional<String> page() {
    return Optional.ofNullable(page);
  }

  /** After how many failures of a username in a row listeners hear of it; 0 for never. */
  public int consecutive() {
    return consecutive;
  }

  @Override
  public String toString() {
    return name + " " + paths;
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {
    private static final String SECURITY_CHECK = "/j_security_check";

    private final String name;
    private List<String> paths = List.of();
    private Set<String> methods = Set.of();
    private List<UsernameSource> username =
        List.of(new UsernameSource.Form("username"), new UsernameSource.Json("/username"));
    private UsernameNormalizer normalizer = Usernames::normalize;
    private AttemptLimits address = ADDRESS;
    private AttemptLimits user = USER;
    private @Nullable DeviceSettings device =
        new DeviceSettings(DEVICE, "limitrate-device", "/", Duration.ofDays(180), true, List.of());
    private OutcomeRules outcome = OutcomeRules.DEFAULT;
    private ChallengeSettings challenge = ChallengeSettings.DEFAULT;
    private Unavailable unavailable = Unavailable.PROOF_OF_WORK;
    private ProofOfWork proofOfWork = ChallengeSettings.DEFAULT;
    private Duration challengeTimeout = Duration.ofSeconds(2);
    private FailureRule failure = FailureRule.LOCAL;
    private @Nullable String page;
    private int consecutive;

    private Builder(String name) {
      if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
        throw new IllegalArgumentException(
            "login name \"" + name + "\": must match [A-Za-z0-9._-]{1,100}");
      }
      this.name = name;
    }

    /**
     * The path patterns of its endpoints.
     *
     * @throws IllegalArgumentException for {@code j_security_check}, which no filter sees before
     *     the password is checked
     */
    public Builder paths(List<String> paths) {
      paths.forEach(Builder::checkPath);
      this.paths = paths;
      return this;
    }

    private static void checkPath(String path) {
      if (path.endsWith(SECURITY_CHECK) || path.endsWith(SECURITY_CHECK + "/*")) {
        throw new IllegalArgumentException(
            "path \""
                + path
                + "\": the container checks j_security_check before any filter sees it, so it cannot"
                + " be guarded; use a form that posts to a path of the application, and there call"
                + " request.login()");
      }
    }

    /** The methods that are attempts; none for all that are not safe. */
    public Builder methods(Set<String> methods) {
      this.methods = methods;
      return this;
    }

    /** Where the username is: the form field or JSON member {@code username} by default. */
    public Builder username(List<UsernameSource> username) {
      this.username = username;
      return this;
    }

    /** Makes one spelling of all those of a username; {@link Usernames#normalize} by default. */
    public Builder normalizer(UsernameNormalizer normalizer) {
      this.normalizer = normalizer;
      return this;
    }

    /** What one address may try; {@link #ADDRESS} by default. */
    public Builder address(AttemptLimits address) {
      this.address = address;
      return this;
    }

    /** What may be tried of one username; {@link #USER} by default. */
    public Builder user(AttemptLimits user) {
      this.user = user;
      return this;
    }

    /** How a browser is known; {@code null} for no browser is. */
    public Builder device(@Nullable DeviceSettings device) {
      this.device = device;
      return this;
    }

    /** What a response says about the outcome. */
    public Builder outcome(OutcomeRules outcome) {
      this.outcome = outcome;
      return this;
    }

    /** The challenge; the proof of work by default. */
    public Builder challenge(ChallengeSettings challenge) {
      this.challenge = challenge;
      return this;
    }

    /** What happens while nobody can check tokens. */
    public Builder unavailable(Unavailable unavailable) {
      this.unavailable = unavailable;
      return this;
    }

    /** What takes the challenge's place; the built-in default, unless told. */
    public Builder proofOfWork(ProofOfWork proofOfWork) {
      this.proofOfWork = proofOfWork;
      return this;
    }

    /** How long a token's check may take; 2 s by default. */
    public Builder challengeTimeout(Duration challengeTimeout) {
      this.challengeTimeout = challengeTimeout;
      return this;
    }

    /**
     * What happens while nobody can count; {@code LOCAL} by default.
     *
     * @throws IllegalArgumentException for {@code OPEN}: a guard that can be switched off by
     *     attacking its store is none
     */
    public Builder failure(FailureRule failure) {
      if (failure == FailureRule.OPEN) {
        throw new IllegalArgumentException("failure \"open\": must be closed or local");
      }
      this.failure = failure;
      return this;
    }

    /** The application's page that shows the challenge; {@code null} for the built-in one. */
    public Builder page(@Nullable String page) {
      this.page = page;
      return this;
    }

    /** After how many failures in a row listeners hear of it: at most 100, 0 for never. */
    public Builder consecutive(int consecutive) {
      if (consecutive < 0 || consecutive > 100) {
        throw new IllegalArgumentException(
            "consecutive " + consecutive + ": must be from 0 to 100");
      }
      this.consecutive = consecutive;
      return this;
    }

    /** The settings. */
    public LoginSettings build() {
      return new LoginSettings(this);
    }
  }
}
