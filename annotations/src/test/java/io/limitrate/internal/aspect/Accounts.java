package io.limitrate.internal.aspect;

import io.limitrate.annotation.LoginProtected;
import io.limitrate.annotation.LoginUsername;
import io.limitrate.annotation.RateLimited;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Has every kind of method that checks a password. Woven like a class of an application. */
class Accounts {
  final AtomicInteger checks = new AtomicInteger();

  /** A type that overrides {@code toString()}. */
  record Name(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  @LoginProtected
  public boolean right(@LoginUsername @Nullable String name, boolean right) {
    checks.incrementAndGet();
    return right;
  }

  @LoginProtected
  public Boolean boxed(Boolean right, @LoginUsername Name name) {
    return right;
  }

  @LoginProtected
  public Optional<String> found(@LoginUsername String name, @Nullable String user) {
    return Optional.ofNullable(user);
  }

  @LoginProtected
  public @Nullable Object anything(@LoginUsername String name, @Nullable Object user) {
    return user;
  }

  @LoginProtected
  public void nothing(@LoginUsername String name, Runnable work) {
    work.run();
  }

  @LoginProtected
  public boolean throwing(@LoginUsername String name, Exception thrown) throws Exception {
    throw thrown;
  }

  @LoginProtected
  public CompletionStage<Boolean> stage(
      @LoginUsername String name, CompletableFuture<Boolean> right) {
    checks.incrementAndGet();
    return right;
  }

  @LoginProtected
  public CompletableFuture<Boolean> future(
      @LoginUsername String name, CompletableFuture<Boolean> right) {
    return right;
  }

  @LoginProtected
  public static boolean fixed(@LoginUsername String name, boolean right) {
    return right;
  }

  @LoginProtected("other")
  public boolean other(@LoginUsername String name, boolean right) {
    return right;
  }

  @LoginProtected
  public boolean delegating(@LoginUsername String name, boolean right) {
    return right(name, right);
  }

  @LoginProtected
  public boolean batch(@LoginUsername String name, int guesses) {
    for (int i = 0; i < guesses; i++) {
      right(name, false);
    }
    return false;
  }

  @LoginProtected
  @RateLimited(value = "1/1m", key = "global")
  public boolean limited(@LoginUsername String name) {
    return false;
  }

  @LoginProtected
  public boolean ofRequest(Object credentials) {
    return false;
  }

  @LoginProtected("nowhere")
  public boolean nowhere(@LoginUsername String name) {
    return true;
  }

  static class Derived extends Accounts {
    @Override
    @LoginProtected
    public boolean right(@LoginUsername @Nullable String name, boolean right) {
      return super.right(name, right);
    }
  }
}
