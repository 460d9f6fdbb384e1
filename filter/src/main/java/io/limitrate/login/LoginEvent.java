package io.limitrate.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An event of a login, which a {@link LoginListener} or a CDI observer receives. Events contain
 * personal data, which Limitrate itself never logs. Immutable.
 */
public sealed interface LoginEvent {

  /** Returns the name of the login in the configuration. */
  String login();

  /**
   * Returns the client's address in the form in which addresses are counted; {@code null} when it
   * is unknown.
   */
  @Nullable String address();

  /** Returns the normalized username; {@code null} when there is none. */
  @Nullable String username();

  /**
   * An attempt failed, or its outcome is unknown.
   *
   * @param consecutive the number of the username's failures in a row, as far as the store knows
   */
  record LoginFailed(
      String login, @Nullable String address, @Nullable String username, int consecutive)
      implements LoginEvent {}

  /** An attempt needs a solved challenge, which the request did not contain. */
  record ChallengeRequired(String login, @Nullable String address, @Nullable String username)
      implements LoginEvent {}

  /**
   * A block began.
   *
   * @param kind the kind of client that is blocked
   * @param duration how long the block lasts
   */
  record Blocked(
      String login,
      @Nullable String address,
      @Nullable String username,
      BlockKind kind,
      Duration duration)
      implements LoginEvent {}

  /**
   * An administrator lifted a block before its end.
   *
   * @param kind the kind of client that was blocked
   * @param by the name of the administrator, as the caller gave it
   */
  record Unblocked(
      String login, @Nullable String address, @Nullable String username, BlockKind kind, String by)
      implements LoginEvent {}

  /** An address tries many names, and few of its attempts succeed. */
  record StuffingSuspected(String login, @Nullable String address, @Nullable String username)
      implements LoginEvent {}

  /** The provider of the challenge became unavailable, or is available again. */
  record ChallengeAvailability(
      String login, @Nullable String address, @Nullable String username, boolean available)
      implements LoginEvent {}
}
