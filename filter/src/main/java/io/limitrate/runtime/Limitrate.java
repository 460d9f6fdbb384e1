package io.limitrate.runtime;

import io.limitrate.Limiter;
import io.limitrate.Limits;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.login.LoginBlocks;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of one application with its configuration. The servlet filter, the JAX-RS feature and
 * annotated methods of the application share it.
 *
 * <p>Code needs this class to limit work that no filter and no annotation covers ({@link
 * #current}), or to start a limiter with a configuration of its own ({@link #start}, {@link
 * #install}).
 *
 * <p>Thread-safe. Two instances are equal if they stand for the same limiter. Limitrate identifies
 * an application by its class loader, which is the context class loader of its threads.
 */
public final class Limitrate implements AutoCloseable {
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final ApplicationRuntime runtime;

  private Limitrate(ApplicationRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Opens the store, starts a limiter and logs the warnings about the configuration. The caller
   * closes the limiter. Closing the limiter, or a failed start, also closes the listeners,
   * resolvers and other beans of the configuration.
   *
   * @throws ConfigurationException when a rule has no effect
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static Limitrate start(Configuration configuration) {
    return new Limitrate(ApplicationRuntime.start(configuration));
  }

  /**
   * Does the same as {@link #start(Configuration)}, and makes decisions by the given clock. For
   * tests.
   */
  public static Limitrate start(Configuration configuration, InstantSource clock) {
    return new Limitrate(ApplicationRuntime.start(configuration, clock));
  }

  /**
   * Makes this limiter the limiter of the application: {@link #current} returns it until it is
   * closed.
   *
   * @throws IllegalStateException when the application has another limiter already
   */
  public Limitrate install() {
    runtime.install();
    return this;
  }

  /**
   * Returns the limiter of the application. If no limiter is installed, this method starts one with
   * the configuration that the filter finds too. That limiter runs until the application ends or
   * closes it. Without a configuration file, the limiter enforces only annotations.
   *
   * @throws ConfigurationException when the configuration has errors
   * @throws IllegalStateException when the container has ended the application, or when a bean of
   *     the limiter calls this method while the limiter starts
   */
  public static Limitrate current() {
    return new Limitrate(ApplicationRuntime.current(CALLER.getCallerClass()));
  }

  /** Returns the configuration of the limiter. */
  public Configuration configuration() {
    return runtime.application().configuration();
  }

  /** Returns the limiter, which charges calls that no filter and no annotation covers. */
  public Limiter limiter() {
    return runtime.limiter();
  }

  /**
   * Returns the configured policy of this name.
   *
   * @throws ConfigurationException when the configuration has no such policy
   */
  public Policy policy(String name) {
    return runtime.application().policy(name);
  }

  /** Returns the limits, whose counts administrators and code read and change by hand. */
  public Limits limits() {
    return runtime.limits();
  }

  /**
   * Returns the blocks of the login of this name, for administrators.
   *
   * @throws ConfigurationException when the configuration has no such login
   */
  public LoginBlocks blocks(String login) {
    return runtime.application().login(login).blocks();
  }

  /**
   * Reads the configuration file again, and makes its limits hold for requests that begin from now
   * on. What callers have consumed stays consumed.
   *
   * @return what has changed, such as {@code policy api changed}; empty if nothing has changed
   * @throws ConfigurationException when the file has errors, or changes what needs a restart;
   *     nothing has changed then
   * @throws IllegalStateException when code built the configuration, or the limiter is closed
   */
  public List<String> reload() {
    return runtime.reload();
  }

  /**
   * Does the same with a configuration that code builds, if code built the current configuration
   * too. The store and the listeners must be the same.
   */
  public List<String> reload(Configuration configuration) {
    return runtime.reload(configuration);
  }

  /** Returns the errors of the last reload; empty if it succeeded, or if there was none. */
  public List<String> reloadErrors() {
    return runtime.reloadErrors();
  }

  /**
   * Returns the part of the implementation that has this type. The types of the implementation are
   * not API, and may change with any release.
   *
   * @throws IllegalArgumentException when no part of the implementation has this type
   */
  public <T> T unwrap(Class<T> type) {
    if (!type.isInstance(runtime)) {
      throw new IllegalArgumentException(
          type + ": must be a supertype of " + ApplicationRuntime.class);
    }
    return type.cast(runtime);
  }

  /** Stops the limiter, and closes the store and the beans of the configuration. */
  @Override
  public void close() {
    runtime.close();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Limitrate that && runtime.equals(that.runtime);
  }

  @Override
  public int hashCode() {
    return Objects.hash(runtime);
  }
}
