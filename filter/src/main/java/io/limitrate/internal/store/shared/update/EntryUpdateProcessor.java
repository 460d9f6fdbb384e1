package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.store.shared.codec.UnreadableStateException;
import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * Runs an update where the entry lives and returns the text found there. The processor has no
 * state; its argument is the text of the update.
 */
public final class EntryUpdateProcessor
    implements EntryProcessor<String, String, @Nullable String>, Serializable {
  private static final long serialVersionUID = 1L;

  /** Creates a processor; providers call this constructor by reflection. */
  public EntryUpdateProcessor() {}

  @Override
  public @Nullable String process(MutableEntry<String, String> entry, Object... arguments) {
    String found = entry.getValue();
    String next = next(found, (String) arguments[0]);
    if (next == null) {
      if (found != null) {
        entry.remove();
      }
    } else if (!next.equals(found)) {
      entry.setValue(next);
    }
    return found;
  }

  /**
   * Leaves an unreadable text unchanged: the node that sent the update gets this text and reports
   * the error.
   */
  private static @Nullable String next(@Nullable String found, String update) {
    try {
      return EntryUpdate.read(update).apply(found);
    } catch (UnreadableStateException e) {
      return found;
    }
  }
}
