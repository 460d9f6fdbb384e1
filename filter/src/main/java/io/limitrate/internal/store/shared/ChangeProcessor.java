package io.limitrate.internal.store.shared;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * Runs a change where the entry lives and returns what it found there. It has no state of its own:
 * the change travels as its argument, a text.
 */
public final class ChangeProcessor
    implements EntryProcessor<String, String, @Nullable String>, Serializable {
  private static final long serialVersionUID = 1L;

  /** For providers that make one by reflection. */
  public ChangeProcessor() {}

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

  /** What cannot be read stays as it is: the node that asked finds out from what was found. */
  private static @Nullable String next(@Nullable String found, String change) {
    try {
      return Change.read(change).apply(found);
    } catch (UnreadableStateException e) {
      return found;
    }
  }
}
