package io.limitrate.login;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What happened at a login, for the application's own use: it carries personal data, which
 * Limitrate itself never logs. Immutable.
 */
public sealed interface LoginEvent {

  /** The login's name in the configuration. */
  String login();

  /** Whence it came, as addresses are counted; {@code null} where that is not known. */
  @Nullable String address();

  /** Who it was about, as names are counted; {@code null} where there was no name. */
  @Nullable String username();

  /**
   * The application rejected an attempt, or did not say what came of it.
   *
   * @param consecutive how many of the username failed one after the other, as far as is known
   */
  record LoginFailed(
      String login, @Nullable String address, @Nullable String username, int consecutive)
      implements LoginEvent {}

  /** An attempt goes on only with a solved challenge, which it did not bring. */
  record ChallengeRequired(String login, @Nullable String address, @Nullable String username)
      implements LoginEvent {}

  /**
   * A block begins.
   *
   * @param kind who is blocked
   * @param duration for how long
   */
  record Blocked(
      String login,
      @Nullable String address,
      @Nullable String username,
      BlockKind kind,
      Duration duration)
      implements LoginEvent {}

  /**
   * A block was lifted before its end.
   *
   * @param kind who was blocked
   * @param by who lifted it, as the caller said
   */
  record Unblocked(
      String login, @Nullable String address, @Nullable String username, BlockKind kind, String by)
      implements LoginEvent {}

  /** An address tries many names, and hardly any attempt succeeds. */
  record StuffingSuspected(String login, @Nullable String address, @Nullable String username)
      implements LoginEvent {}

  /** Nobody can check the tokens of the configured challenge; or, again, somebody can. */
  record ChallengeAvailability(
      String login, @Nullable String address, @Nullable String username, boolean available)
      implements LoginEvent {}
}
