package io.limitrate.internal.application;

import io.limitrate.internal.list.FileList;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches the file of a configuration or of a list: reads the file every two seconds, and reports a
 * new content once two readings in a row agree, so that a file that is being written is not loaded.
 * Reports a content again as long as the report fails.
 *
 * <p>The content is compared, and not the time of the file: this works for files that an editor
 * replaces, for the symbolic links of a Kubernetes ConfigMap, and for network file systems without
 * events. Uses one daemon thread, which ends with the watch.
 */
final class ConfigurationWatch implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  /** The readers of configurations and lists reject a longer file. */
  private static final int MOST_BYTES = FileList.MOST_BYTES + 1;

  private final Path file;
  private final Duration interval;
  private final Action changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private byte @Nullable [] latest;
  private byte @Nullable [] reported;
  private byte @Nullable [] failed;
  private boolean missing;

  /** Loads the content of the file. */
  interface Action {
    void run() throws IOException;
  }

  /** Starts to watch. The first report comes after two readings, for changes since the start. */
  ConfigurationWatch(Path file, Duration interval, Action changed) {
    this.file = file;
    this.interval = interval;
    this.changed = changed;
    this.thread = new Thread(this::watch, "limitrate-reload " + file);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  private void watch() {
    try {
      while (!closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "The watch of {0} is interrupted", file);
    }
  }

  private void look() {
    byte[] found = digest();
    boolean stable = latest != null && Arrays.equals(latest, found);
    latest = found;
    if (stable && !Arrays.equals(reported, found)) {
      report(found);
    }
  }

  private void report(byte @Nullable [] content) {
    try {
      changed.run();
      reported = content;
      failed = null;
    } catch (Throwable e) { // also an error must not end the watch
      if (!Arrays.equals(failed, content)) {
        failed = content;
        LOG.log(Level.ERROR, file + " cannot be loaded; Limitrate tries again: " + e, e);
      }
    }
  }

  /** Returns a hash of the content, because a list may be long; {@code null} without content. */
  private byte @Nullable [] digest() {
    try (InputStream stream = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] part = new byte[1 << 13];
      long rest = MOST_BYTES;
      for (int read = stream.read(part); read > 0 && rest > 0; read = stream.read(part)) {
        digest.update(part, 0, read);
        rest -= read;
      }
      missing = false;
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java platform has SHA-256
    } catch (IOException e) {
      if (!missing) {
        missing = true;
        LOG.log(Level.WARNING, "{0} cannot be read; the limits stay as they are: {1}", file, e);
      }
      return null;
    }
  }

  /** Ends the thread, and waits for a reload that it runs. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread != Thread.currentThread()) {
        thread.join(TimeUnit.SECONDS.toMillis(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
