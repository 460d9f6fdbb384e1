package io.limitrate.login;

import io.limitrate.FailureRule;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.internal.path.ApplicationPath;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.path.PathPattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one login, whose endpoints count together. Code that configures logins creates this
 * type by {@link #builder}. Immutable.
 *
 * @param name the name, unique within an application
 * @param paths the path patterns of the endpoints; empty if only annotations mark the endpoints
 * @param methods the methods that are attempts, in upper case; empty for all unsafe (RFC 9110) ones
 * @param username the sources of the username; two sources must not contain different usernames
 * @param normalizer returns one spelling for all spellings of a username
 * @param address the limits of one address
 * @param user the limits of one username, over all addresses
 * @param device the settings of the device cookie; empty for no device cookie
 * @param outcome the meaning of responses
 * @param challenge the challenge
 * @param unavailable what happens while the challenge's provider cannot check tokens
 * @param proofOfWork the challenge while the provider of the usual challenge cannot check tokens
 * @param challengeTimeout the longest time that the check of a token may take
 * @param failure what happens while the store cannot count: {@code CLOSED} or {@code LOCAL}
 * @param page the path of the application's page that shows the challenge; empty for the built-in
 *     one
 * @param consecutive the failures in a row on which the application acts, 0 to 100; from 1 on, the
 *     count in {@link LoginEvent.LoginFailed} is kept for 90 days, with 0 as long as limits count
 */
public record LoginSettings(
    String name,
    List<String> paths,
    Set<String> methods,
    List<UsernameSource> username,
    UsernameNormalizer normalizer,
    LoginLimits address,
    LoginLimits user,
    Optional<DeviceSettings> device,
    OutcomeRules outcome,
    ChallengeSettings challenge,
    Unavailable unavailable,
    ProofOfWork proofOfWork,
    Duration challengeTimeout,
    FailureRule failure,
    Optional<String> page,
    int consecutive) {
  /**
   * Checks the values, copies the collections, and converts the methods to upper case.
   *
   * @throws IllegalArgumentException when a value has the wrong form or range; for the path {@code
   *     j_security_check}, which filters cannot guard; for {@code failure} {@code OPEN}, which an
   *     attack on the store could cause
   */
  public LoginSettings {
    checkName(name);
    paths = List.copyOf(paths);
    for (String path : paths) {
      ContainerFormLogin.reject(path);
      PathPattern.parse(path);
    }
    methods = HttpMethods.upperCase(methods);
    username = List.copyOf(username);
    page.ifPresent(ApplicationPath::checkPage);
    if (failure == FailureRule.OPEN) {
      throw new IllegalArgumentException("failure \"open\": must be closed or local");
    }
    if (consecutive < 0 || consecutive > 100) {
      throw new IllegalArgumentException("consecutive " + consecutive + ": must be from 0 to 100");
    }
  }

  private static void checkName(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "login name \"" + name + "\": must match [A-Za-z0-9._-]{1,100}");
    }
  }

  /** Says what happens while a vendor cannot check tokens. */
  public enum Unavailable {
    /** A {@link LoginSettings#proofOfWork} replaces the challenge. */
    PROOF_OF_WORK,
    /** Attempts that need a challenge are rejected. */
    CLOSED,
    /** Attempts need no challenge. */
    OPEN
  }

  /**
   * Returns a builder with the defaults.
   *
   * @throws IllegalArgumentException when the name does not match {@code [A-Za-z0-9._-]{1,100}}
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  @Override
  public String toString() {
    return name + " " + paths;
  }

  /** Builds settings. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private List<String> paths = List.of();
    private Set<String> methods = Set.of();
    private List<UsernameSource> username =
        List.of(new UsernameSource.Form("username"), new UsernameSource.Json("/username"));
    private UsernameNormalizer normalizer = Usernames::normalize;
    private LoginLimits address = LoginLimits.ADDRESS;
    private LoginLimits user = LoginLimits.USER;
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
      checkName(name);
      this.name = name;
      this.device = DeviceSettings.usual(name);
    }

    /** Sets the path patterns of the endpoints. */
    public Builder paths(List<String> paths) {
      this.paths = paths;
      return this;
    }

    /** Sets the methods that are attempts; empty for all methods that are not safe, the default. */
    public Builder methods(Set<String> methods) {
      this.methods = methods;
      return this;
    }

    /** Sets the sources of the username; by default a form field or JSON member of that name. */
    public Builder username(List<UsernameSource> username) {
      this.username = username;
      return this;
    }

    /** Sets the normalizer of usernames; {@link Usernames#normalize} by default. */
    public Builder normalizer(UsernameNormalizer normalizer) {
      this.normalizer = normalizer;
      return this;
    }

    /** Sets the limits of one address; {@link LoginLimits#ADDRESS} by default. */
    public Builder address(LoginLimits address) {
      this.address = address;
      return this;
    }

    /** Sets the limits of one username; {@link LoginLimits#USER} by default. */
    public Builder user(LoginLimits user) {
      this.user = user;
      return this;
    }

    /** Sets the device cookie; {@code null} for no device cookie. */
    public Builder device(@Nullable DeviceSettings device) {
      this.device = device;
      return this;
    }

    /** Sets the meaning of responses; {@link OutcomeRules#DEFAULT} by default. */
    public Builder outcome(OutcomeRules outcome) {
      this.outcome = outcome;
      return this;
    }

    /** Sets the challenge; the proof of work by default. */
    public Builder challenge(ChallengeSettings challenge) {
      this.challenge = challenge;
      return this;
    }

    /** Sets what happens while a vendor cannot check tokens; by default a proof of work. */
    public Builder unavailable(Unavailable unavailable) {
      this.unavailable = unavailable;
      return this;
    }

    /** Sets the proof of work that replaces the challenge of an unavailable vendor. */
    public Builder proofOfWork(ProofOfWork proofOfWork) {
      this.proofOfWork = proofOfWork;
      return this;
    }

    /** Sets the longest time that the check of a token may take; 2 s by default. */
    public Builder challengeTimeout(Duration challengeTimeout) {
      this.challengeTimeout = challengeTimeout;
      return this;
    }

    /** Sets what happens while the store cannot count; {@code LOCAL} by default. */
    public Builder failure(FailureRule failure) {
      this.failure = failure;
      return this;
    }

    /** Sets the application's page that shows the challenge; {@code null} for the built-in page. */
    public Builder page(@Nullable String page) {
      this.page = page;
      return this;
    }

    /** Sets {@link LoginSettings#consecutive}; 0 by default. */
    public Builder consecutive(int consecutive) {
      this.consecutive = consecutive;
      return this;
    }

    /** Builds the settings; throws what the constructor of {@link LoginSettings} throws. */
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
