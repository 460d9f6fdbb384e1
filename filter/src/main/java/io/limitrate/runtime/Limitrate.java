package io.limitrate.runtime;

import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Application;
import io.limitrate.login.LoginBlocks;
import java.time.InstantSource;
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
 * <p>Thread-safe. Two instances are equal when they are the same application's. An application is
 * known by its class loader, which is the context class loader of its threads.
 */
public final class Limitrate implements AutoCloseable {
  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Application application;

  private Limitrate(Application application) {
    this.application = application;
  }

  /**
   * Opens the store, starts a limiter and logs the warnings of the configuration. The caller closes
   * the limiter. The beans of the configuration are closed too, also when the start fails.
   *
   * @throws ConfigurationException when the path of a rule is no pattern, or a rule has no effect
   * @throws IllegalArgumentException when the store cannot be opened as configured
   */
  public static Limitrate start(Configuration configuration) {
    return new Limitrate(Application.start(configuration));
  }

  /** The same with another clock for decisions, for tests. */
  public static Limitrate start(Configuration configuration, InstantSource clock) {
    return new Limitrate(Application.start(configuration, clock));
  }

  /**
   * Makes this the limiter of the application, which {@link #current} returns until it is closed.
   *
   * @throws IllegalStateException when the application has another limiter already
   */
  public Limitrate install() {
    application.install();
    return this;
  }

  /**
   * Returns the limiter of the application. Where none is installed, this starts one from the
   * configuration that the filter finds too; it stays until the application ends or closes it.
   * Without any file, the limiter enforces annotations only.
   *
   * @throws ConfigurationException when the configuration has errors
   * @throws IllegalStateException when the container has ended the application, or when the start
   *     of the limiter calls this itself
   */
  public static Limitrate current() {
    Application known = Application.find();
    return new Limitrate(known != null ? known : Application.of(CALLER.getCallerClass()));
  }

  /** Returns the configuration that this was started with. */
  public Configuration configuration() {
    return application.configuration();
  }

  /** Returns the limiter, which charges calls that no filter and no annotation covers. */
  public Limiter limiter() {
    return application.limiter();
  }

  /**
   * Returns the configured policy of that name.
   *
   * @throws ConfigurationException when there is none
   */
  public Policy policy(String name) {
    return application.policy(name);
  }

  /**
   * Returns the blocks of the login of that name, for administrators.
   *
   * @throws ConfigurationException when there is none
   */
  public LoginBlocks blocks(String login) {
    return application.login(login).blocks();
  }

  /**
   * Returns the part of the implementation that has this type. Its type is not API and may change
   * with any release.
   *
   * @throws IllegalArgumentException when there is none
   */
  public <T> T unwrap(Class<T> type) {
    if (!type.isInstance(application)) {
      throw new IllegalArgumentException(type + ": must be a supertype of " + Application.class);
    }
    return type.cast(application);
  }

  /** Stops the limiter, closes the beans of the configuration, and closes the store. */
  @Override
  public void close() {
    application.close();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Limitrate that && application.equals(that.application);
  }

  @Override
  public int hashCode() {
    return Objects.hash(application);
  }
}
