package io.limitrate.tck;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The observed behaviour of one container, in a file of its own. The system property {@value
 * #PROPERTY} names the directory, by default {@code target/authentication}. Not thread-safe.
 */
final class Facts {
  /** The key of the container's name. */
  static final String CONTAINER = "container";

  private static final String PROPERTY = "tck.authentication";

  private final Path file;
  private final Properties all = new Properties();

  private Facts(Path file) {
    this.file = file;
  }

  static Path directory() {
    return Path.of(System.getProperty(PROPERTY, "target/authentication"));
  }

  /** Returns the facts of the container that are known so far. */
  static Facts of(String container) {
    String name = container.replaceAll("[^A-Za-z0-9.]+", "-");
    Facts facts = read(directory().resolve(name + ".properties"));
    facts.all.setProperty(CONTAINER, container);
    return facts;
  }

  static Facts read(Path file) {
    Facts facts = new Facts(file);
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        facts.all.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return facts;
  }

  /** Stores the status that a client received, and the events that a filter saw. */
  void put(String key, int status, List<String> seen) {
    String sights = seen.isEmpty() ? "no filter is asked" : String.join("; ", seen);
    all.setProperty(key, status + " (" + sights + ")");
    write();
  }

  private void write() {
    try {
      Files.createDirectories(file.getParent());
      try (Writer out = Files.newBufferedWriter(file)) {
        all.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the fact, or {@code -} if it is unknown. */
  String get(String key) {
    return all.getProperty(key, "-");
  }
}
