package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.codec.Base36;
import io.limitrate.internal.store.shared.codec.TransitionText;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads a command as text, for the owner of the entry. The text is words separated by
 * blanks, then {@code |} and the quotas. Numbers have base 36. The first time is absolute; all
 * other times are distances from it. After the version come the time, the wanted units, and one
 * word for each transition, written by {@link TransitionText}:
 *
 * <pre>B1 deh1t8rj6qz9 0 a0:1 s0:a:f:-5k|100/1s</pre>
 */
final class UpdateCommandText {
  private static final String PREFIX = "B1 ";

  private static final BoundedMemo<String, CountedQuotas> QUOTAS = new BoundedMemo<>();

  private UpdateCommandText() {}

  static String write(UpdateCommand command) {
    if (!command.unused().isEmpty()) {
      throw new IllegalArgumentException(
          "returned units must not travel as text: the text may arrive twice");
    }
    StringBuilder text = new StringBuilder(64).append(PREFIX);
    Base36.append(text, command.nowNanos());
    Base36.append(text.append(' '), command.wanted());
    for (Transition<?> transition : command.transitions()) {
      TransitionText.append(text.append(' '), transition, command.nowNanos());
    }
    return text.append('|').append(command.quotas()).toString();
  }

  static UpdateCommand read(String text) {
    int bar = text.indexOf('|');
    if (!text.startsWith(PREFIX) || bar < 0) {
      throw new IllegalArgumentException("a command of another version");
    }
    String[] words = text.substring(PREFIX.length(), bar).split(" ", -1);
    if (words.length < 2) {
      throw new IllegalArgumentException("a command without its time or its wanted units");
    }
    CountedQuotas quotas = QUOTAS.get(text.substring(bar + 1), CountedQuotas::parse);
    long nowNanos = Base36.parse(words[0]);
    List<Transition<?>> transitions = new ArrayList<>(words.length);
    for (int i = 2; i < words.length; i++) {
      transitions.add(TransitionText.read(words[i], quotas, nowNanos));
    }
    return new UpdateCommand(quotas, nowNanos, List.of(), transitions, Base36.parse(words[1]));
  }
}
