package io.limitrate.internal.store.shared.codec;

import org.jspecify.annotations.Nullable;

/** Thrown when this version cannot have written the text of an entry. */
public final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  private final String text;

  /** Creates an exception about the text of an entry. */
  public UnreadableStateException(String text, @Nullable Throwable cause) {
    super(
        "stored text " + shown(text) + ": must be a state of version " + StateText.VERSION, cause);
    this.text = text;
  }

  /**
   * Returns whether no newer version can have written the text either; such an entry may be
   * removed.
   */
  public boolean damaged() {
    return text.isEmpty() || text.charAt(0) == StateText.VERSION;
  }

  /** Returns the text of the entry. */
  public String text() {
    return text;
  }

  /** Returns the start of the text, with printable ASCII characters only. */
  private static String shown(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return '"' + start.replaceAll("[^ -~]", "?") + '"';
  }
}
