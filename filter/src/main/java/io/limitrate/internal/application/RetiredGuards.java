package io.limitrate.internal.application;

import io.limitrate.internal.login.LoginGuard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The guards of logins that a reload has changed or removed. They stay open for requests under way:
 * each later change of logins closes the oldest ones. Not thread-safe.
 */
final class RetiredGuards implements AutoCloseable {
  private static final int RELOADS = 4;

  private final Deque<List<LoginGuard>> reloads = new ArrayDeque<>();

  void add(List<LoginGuard> guards) {
    if (!guards.isEmpty()) {
      reloads.add(guards);
    }
    if (reloads.size() > RELOADS) {
      reloads.remove().forEach(LoginGuard::close);
    }
  }

  @Override
  public void close() {
    reloads.forEach(guards -> guards.forEach(LoginGuard::close));
    reloads.clear();
  }
}
