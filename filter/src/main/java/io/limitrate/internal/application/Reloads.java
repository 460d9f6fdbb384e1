package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.concurrent.ContextClassLoader;
import io.limitrate.internal.yaml.Components;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reloads the configuration of a runtime: reads the configuration again, checks the change, lets
 * the runtime swap its application, logs the result, and keeps the errors. Thread-safe.
 */
final class Reloads implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Application.class.getName());
  private static final int MOST_CHANGES = 100;

  private final ApplicationRuntime runtime;
  private final @Nullable ConfigurationSource source;
  private final Components objects;
  private final ClassLoader loader = ClassLoaders.ofThread();
  private volatile List<String> errors = List.of();
  private final ListWatches lists = new ListWatches();
  private @Nullable ConfigurationWatch watch;
  private Duration interval = ConfigurationWatch.INTERVAL;
  private @Nullable Management management;
  private boolean closed;

  /**
   * Creates the reloads of a runtime on a thread of the application.
   *
   * @param source reads the configuration; {@code null} if code of the application built it
   * @param objects the objects that readings of the configuration have created
   */
  Reloads(ApplicationRuntime runtime, @Nullable ConfigurationSource source, Components objects) {
    this.runtime = runtime;
    this.source = source;
    this.objects = objects;
  }

  /**
   * Registers the configuration with JMX if configured, and watches the file outside the archive
   * and the files of lists.
   */
  synchronized void begin(Duration interval) {
    this.interval = interval;
    manage();
    lists.watch(runtime.application().configuration(), interval);
    if (source != null) {
      source
          .file()
          .ifPresent(file -> watch = new ConfigurationWatch(file, interval, this::reloadChanged));
    }
  }

  private void manage() {
    boolean wanted = runtime.application().configuration().jmx();
    if (management != null && !wanted) {
      management.close();
      management = null;
    } else if (management == null && wanted) {
      management = Management.of(runtime);
    }
  }

  /** Reloads a changed file. The errors are logged and kept already. */
  private void reloadChanged() {
    try {
      reload();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(Level.DEBUG, "The reload has failed", e);
    }
  }

  /**
   * Reads the configuration again, and returns what has changed.
   *
   * @throws ConfigurationException when the configuration has errors; nothing has changed then
   * @throws IllegalStateException when there is no file to read, or the limiter is closed
   */
  List<String> reload() {
    ConfigurationSource file = source;
    if (file == null) {
      throw new IllegalStateException(
          "code of the application has built the configuration, so there is no file to read again:"
              + " call reload with the new configuration");
    }
    return ContextClassLoader.call(loader, () -> reload(() -> file.read(objects)));
  }

  /** Does the same with a configuration that code of the application has built. */
  List<String> reload(Configuration built) {
    if (source != null) {
      throw new IllegalStateException(
          "the limiter is "
              + Bootstrap.origin(runtime.application().configuration())
              + ", so this configuration would not last: change the file");
    }
    return ContextClassLoader.call(loader, () -> reload(() -> built));
  }

  private synchronized List<String> reload(Supplier<Configuration> reading) {
    if (closed) {
      throw new IllegalStateException("the limiter is closed");
    }
    try {
      Configuration next = reading.get();
      ConfigurationChange change =
          new ConfigurationChange(runtime.application().configuration(), next);
      change.check();
      runtime.replace(next);
      lists.watch(next, interval);
      errors = List.of();
      manage();
      List<String> texts = change.texts();
      logReload(next, texts);
      return texts;
    } catch (RuntimeException | LinkageError e) {
      errors =
          e instanceof ConfigurationException invalid ? invalid.errors() : List.of(e.toString());
      logFailure();
      throw e;
    }
  }

  private static void logReload(Configuration next, List<String> changes) {
    if (!changes.isEmpty()) {
      List<String> shown = changes.subList(0, Math.min(changes.size(), MOST_CHANGES));
      LOG.log(
          Level.INFO,
          "Limitrate has reloaded its configuration, and is {0}: {1}{2}",
          Bootstrap.origin(next),
          String.join(", ", shown),
          changes.size() == shown.size() ? "" : ", and more");
      StartupLog.built(next);
    }
  }

  private void logFailure() {
    LOG.log(
        Level.ERROR,
        "Limitrate keeps its configuration, because the new one has errors:{0}",
        String.join("", errors.stream().map(error -> "\n  " + error).toList()));
  }

  /** Returns the errors of the last reload; empty if it succeeded, or if there was none. */
  List<String> errors() {
    return errors;
  }

  Components objects() {
    return objects;
  }

  /** Ends the watch and the MBean. */
  @Override
  public void close() {
    ConfigurationWatch ending;
    synchronized (this) {
      closed = true; // a reload would start further watches
      ending = watch;
      watch = null;
    }
    if (ending != null) {
      ending.close(); // without a lock, because its thread may run a reload
    }
    synchronized (this) {
      lists.close();
      if (management != null) {
        management.close();
        management = null;
      }
    }
  }
}
