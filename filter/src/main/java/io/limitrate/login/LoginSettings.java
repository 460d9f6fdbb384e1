package io.limitrate.login;

import io.limitrate.ApplicationPath;
import io.limitrate.FailureRule;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.internal.algorithm.AttemptLimits;
import io.limitrate.internal.login.name.Usernames;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a login is protected. Its endpoints count together: who is rejected at one is at all.
 * Immutable; made by {@link #builder}.
 *
 * @param name unique within an application
 * @param paths the path patterns of its endpoints; none where only an annotation says where it is
 * @param methods those that are attempts, in upper case; empty for all that are not safe (RFC 9110)
 * @param username where the username is: in the first of these that there is
 * @param normalizer makes one spelling of all those of a username
 * @param address what one address may try
 * @param user what may be tried of one username, over all addresses
 * @param device how a browser is known; empty if none is
 * @param outcome what a response says about the outcome
 * @param challenge what has to be solved
 * @param unavailable what happens while nobody can check tokens
 * @param proofOfWork what takes the challenge's place where nobody can check its tokens
 * @param challengeTimeout how long a token's check may take
 * @param failure what happens while nobody can count: {@code CLOSED}, or {@code LOCAL}
 * @param page the application's page that shows the challenge; empty for the built-in one
 * @param consecutive after how many failures in a row listeners hear of it; 0 for never
 */
public record LoginSettings(
    String name,
    List<String> paths,
    Set<String> methods,
    List<UsernameSource> username,
    UsernameNormalizer normalizer,
    AttemptLimits address,
    AttemptLimits user,
    Optional<DeviceSettings> device,
    OutcomeRules outcome,
    ChallengeSettings challenge,
    Unavailable unavailable,
    ProofOfWork proofOfWork,
    Duration challengeTimeout,
    FailureRule failure,
    Optional<String> page,
    int consecutive) {
  /** Copies what can change. */
  public LoginSettings {
    paths = List.copyOf(paths);
    methods =
        methods.stream()
            .map(method -> method.toUpperCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    username = List.copyOf(username);
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

  @Override
  public String toString() {
    return name + " " + paths;
  }

  /** Collects settings; not thread-safe. */
  public static final class Builder {
    private final String name;
    private List<String> paths = List.of();
    private Set<String> methods = Set.of();
    private List<UsernameSource> username =
        List.of(new UsernameSource.Form("username"), new UsernameSource.Json("/username"));
    private UsernameNormalizer normalizer = Usernames::normalize;
    private AttemptLimits address = LoginLimits.ADDRESS;
    private AttemptLimits user = LoginLimits.USER;
    private @Nullable DeviceSettings device;
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
      this.device = DeviceSettings.usual(name);
    }

    /**
     * The path patterns of its endpoints.
     *
     * @throws IllegalArgumentException for {@code j_security_check}, which no filter sees before
     *     the password is checked
     */
    public Builder paths(List<String> paths) {
      paths.forEach(SecurityCheck::reject);
      this.paths = paths;
      return this;
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

    /** What one address may try; {@link LoginLimits#ADDRESS} by default. */
    public Builder address(AttemptLimits address) {
      this.address = address;
      return this;
    }

    /** What may be tried of one username; {@link LoginLimits#USER} by default. */
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

    /**
     * The application's page that shows the challenge; {@code null} for the built-in one.
     *
     * @throws IllegalArgumentException when it is no path within the application
     */
    public Builder page(@Nullable String page) {
      this.page = page == null ? null : ApplicationPath.checkPage(page);
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
      return new LoginSettings(
          name,
          paths,
          methods,
          username,
          normalizer,
          address,
          user,
          Optional.ofNullable(device),
          outcome,
          challenge,
          unavailable,
          proofOfWork,
          challengeTimeout,
          failure,
          Optional.ofNullable(page),
          consecutive);
    }
  }
}
