package io.limitrate.internal.store.shared.update;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.concurrent.BoundedMemo;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.codec.Base36;
import io.limitrate.internal.store.shared.codec.StateText;
import io.limitrate.internal.store.shared.codec.TransitionText;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads a command as text, for the owner of the entry. The text is words separated by
 * blanks, then {@code |} and the quotas. Numbers have base 36. The first time is absolute; all
 * other times are distances from it. After the version come the time, the wanted units, one word
 * for each transition, written by {@link TransitionText}, and one word for each part of returned
 * units: {@code r}, the number of units, the times of the charge and of the lease's end, and the
 * state after the lease. The drift of the wall clock follows quotas with windows of the calendar:
 *
 * <pre>B1 deh1t8rj6qz9 0 a0:1 s0:a:f:-5k r5:-a:-3:1fdeh1t8rj6qz9.a|100/1s fixed-window</pre>
 *
 * <pre>B1 deh1t8rj6qz9 0 a0:1|1000/day Europe/Berlin|-5k</pre>
 */
final class UpdateCommandText {
  private static final String PREFIX = "B1 ";
  private static final String RETURNED = "r";

  private static final BoundedMemo<String, CountedQuotas> QUOTAS = new BoundedMemo<>();

  private UpdateCommandText() {}

  static String write(UpdateCommand command) {
    StringBuilder text = new StringBuilder(64).append(PREFIX);
    Base36.append(text, command.nowNanos());
    Base36.append(text.append(' '), command.wanted());
    for (Transition<?> transition : command.transitions()) {
      TransitionText.append(text.append(' '), transition, command.nowNanos());
    }
    for (Unused part : command.unused()) {
      append(text.append(' '), part, command.nowNanos());
    }
    text.append('|').append(command.quotas());
    long driftNanos = command.quotas().driftNanos();
    return driftNanos == 0
        ? text.toString()
        : Base36.append(text.append('|'), driftNanos).toString();
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
    CountedQuotas quotas = quotas(text.substring(bar + 1));
    long nowNanos = Base36.parse(words[0]);
    List<Transition<?>> transitions = new ArrayList<>(words.length);
    List<Unused> unused = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      if (words[i].startsWith(RETURNED)) {
        unused.add(unused(words[i], nowNanos));
      } else {
        transitions.add(TransitionText.read(words[i], quotas, nowNanos));
      }
    }
    return new UpdateCommand(quotas, nowNanos, unused, transitions, Base36.parse(words[1]));
  }

  private static void append(StringBuilder text, Unused part, long nowNanos) {
    Base36.append(text.append(RETURNED), part.units());
    Base36.append(text.append(':'), part.chargedAtNanos() - nowNanos);
    Base36.append(text.append(':'), part.endNanos() - nowNanos);
    text.append(':').append(StateText.write(part.leased()));
  }

  private static Unused unused(String word, long nowNanos) {
    String[] fields = word.substring(RETURNED.length()).split(":", -1);
    State leased = fields.length == 4 ? StateText.read(fields[3]) : null;
    if (leased == null) {
      throw new IllegalArgumentException("returned units without their lease");
    }
    return new Unused(
        leased,
        Base36.parse(fields[0]),
        nowNanos + Base36.parse(fields[1]),
        nowNanos + Base36.parse(fields[2]));
  }

  private static CountedQuotas quotas(String text) {
    int bar = text.indexOf('|');
    return bar < 0
        ? QUOTAS.get(text, CountedQuotas::parse)
        : quotas(text.substring(0, bar)).withDrift(Base36.parse(text.substring(bar + 1)));
  }
}
