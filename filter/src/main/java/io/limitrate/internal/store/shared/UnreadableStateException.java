package io.limitrate.internal.store.shared;

import org.jspecify.annotations.Nullable;

/** What is stored for a key is no state that this version could have written. */
final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  private final String text;

  UnreadableStateException(String text, @Nullable Throwable cause) {
    super(
        "stored text " + shown(text) + ": must be a state of version " + StateText.VERSION, cause);
    this.text = text;
  }

  /** Whether no newer version can have written it either, so that it may be thrown away. */
  boolean damaged() {
    return text.isEmpty() || text.charAt(0) == StateText.VERSION;
  }

  String text() {
    return text;
  }

  /** Its beginning, in characters that a log can bear. */
  private static String shown(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return '"' + start.replaceAll("[^ -~]", "?") + '"';
  }
}
