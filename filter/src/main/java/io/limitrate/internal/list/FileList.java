package io.limitrate.internal.list;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.Key;
import io.limitrate.internal.identity.AddressRanges;
import io.limitrate.internal.source.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The addresses of a file. A reload replaces all addresses at once. Thread-safe.
 *
 * <p>A file that seems damaged does not replace the addresses, because a deny list without entries
 * protects nothing.
 */
public final class FileList implements CallerList {
  /** A list of 100,000 ranges has about 2 MB. */
  public static final int MOST_BYTES = 1 << 26;

  private static final System.Logger LOG = System.getLogger(CallerList.class.getName());

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String REPAIR = ": repair the file";
  private static final String OR_USE =
      REPAIR + ". To use the file as it is, name it by another path, or restart the application";

  /** Hashes texts. A random secret: nobody can write two files that have the same hash. */
  private static final Key HASH = Key.random();

  /** A shorter list may lose half of its entries by an edit. */
  private static final int LEAST_HALVED = 20;

  private final Path file;
  private volatile Content content;

  /** The addresses, and facts about the text in which they were found. */
  private record Content(AddressRanges addresses, int entries, boolean endsLine, Key hash) {}

  private FileList(Path file, Content content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if the file cannot be read, contains damaged or unknown JSON,
   *     or contains only bad lines; the message gives the rule
   */
  public static FileList open(Path file) {
    String text = "\"" + file + "\": ";
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException(text + "must be an absolute path, such as /etc/deny.txt");
    }
    String found;
    try {
      found = read(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(text + "there is no such file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(text + "cannot be read: " + e.getMessage(), e);
    }
    ListReader.Content read = ListReader.read(found);
    if (!read.damage().isEmpty()) {
      throw new IllegalArgumentException(text + read.damage() + REPAIR);
    }
    if (read.entries().isEmpty() && read.badLines() > 0) {
      throw new IllegalArgumentException(
          text + "has no entry; " + Messages.printable(read.firstBad()));
    }
    warn(file, read);
    if (read.entries().isEmpty()) {
      LOG.log(Level.WARNING, "The list {0} has no entries yet", file);
    }
    return new FileList(file, content(found, read));
  }

  private static String read(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("must not be larger than 64 MiB");
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
  }

  private static Content content(String text, ListReader.Content read) {
    AddressRanges addresses = AddressRanges.of(read.entries());
    return new Content(addresses, read.entries().size(), read.endsLine(), hash(text));
  }

  private static Key hash(String text) {
    return HASH.with(0, text);
  }

  /** Returns the file. */
  public Path file() {
    return file;
  }

  @Override
  public boolean contains(Call call) {
    return content.addresses.contains(call.fullAddress());
  }

  /**
   * Reads the file again. Keeps the addresses if the file cannot be read or seems damaged.
   *
   * @throws IOException if the file cannot be read
   */
  public synchronized void reload() throws IOException {
    String text = read(file);
    if (!content.hash.equals(hash(text))) {
      replace(text, ListReader.read(text));
    }
  }

  private void replace(String text, ListReader.Content read) {
    Optional<String> damage = damage(read);
    if (damage.isPresent()) {
      LOG.log(
          Level.WARNING,
          "The list {0} keeps its {1} entries, because the file {2}",
          file,
          Integer.toString(content.entries),
          damage.get());
      return;
    }
    content = content(text, read);
    warn(file, read);
    LOG.log(
        Level.INFO,
        "The list {0} has changed, and has {1} entries",
        file,
        Integer.toString(read.entries().size()));
  }

  private Optional<String> damage(ListReader.Content read) {
    if (!read.damage().isEmpty()) {
      return Optional.of(read.damage() + REPAIR);
    }
    int entries = read.entries().size();
    if (entries == 0) {
      return content.entries == 0 ? Optional.empty() : Optional.of("has no entry" + OR_USE);
    }
    if (read.isCut() || (content.endsLine && !read.endsLine())) {
      return Optional.of("is cut off in its last line" + OR_USE);
    }
    return content.entries >= LEAST_HALVED && entries <= content.entries / 2
        ? Optional.of("has lost half of its entries, and has " + entries + OR_USE)
        : Optional.empty();
  }

  private static void warn(Path file, ListReader.Content read) {
    if (read.badLines() > 0) {
      LOG.log(
          Level.WARNING,
          "The list {0} has {1} bad lines, which are skipped; the first is {2}",
          file,
          Integer.toString(read.badLines()),
          Messages.printable(read.firstBad()));
    }
  }

  @Override
  public String toString() {
    return "file " + file;
  }
}
