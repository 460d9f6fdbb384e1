package io.limitrate.internal.store.shared;

import io.limitrate.Quotas;
import io.limitrate.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads a command as text, for the owner of the entry. The text is words separated by
 * blanks, then {@code |} and the quotas. Numbers have base 36. The first time is absolute; all
 * other times are distances from it. After the version come the time, the wanted units, and one
 * word for each transition: an {@code a} with time and cost; an {@code s} with time, reserved
 * units, used units and the time of the charge; or a {@code t} with the fields of {@link
 * AttemptText}:
 *
 * <pre>B1 deh1t8rj6qz9 0 a0:1 s0:a:f:-5k|100/1s</pre>
 */
final class UpdateCommandText {
  private static final String PREFIX = "B1 ";
  private static final int RADIX = Character.MAX_RADIX;

  private static final BoundedMemo<String, Quotas> QUOTAS = new BoundedMemo<>();

  private UpdateCommandText() {}

  static String write(UpdateCommand command) {
    if (!command.unused().isEmpty()) {
      throw new IllegalArgumentException(
          "returned units must not travel as text: the text may arrive twice");
    }
    StringBuilder text = new StringBuilder(64).append(PREFIX);
    number(text, command.nowNanos());
    number(text.append(' '), command.wanted());
    for (Transition transition : command.transitions()) {
      append(text, transition, command.nowNanos());
    }
    return text.append('|').append(command.quotas()).toString();
  }

  private static void append(StringBuilder text, Transition transition, long nowNanos) {
    if (transition instanceof Transition.Acquire acquire) {
      number(text.append(" a"), acquire.nowNanos() - nowNanos);
      number(text.append(':'), acquire.cost());
    } else if (transition instanceof Transition.Settle settle) {
      number(text.append(" s"), settle.nowNanos() - nowNanos);
      number(text.append(':'), settle.reserved());
      number(text.append(':'), settle.actual());
      number(text.append(':'), settle.chargedAtNanos() - nowNanos);
    } else if (transition instanceof Transition.Attempt attempt) {
      AttemptText.append(text.append(" t"), attempt, nowNanos);
    }
  }

  private static void number(StringBuilder text, long number) {
    text.append(Long.toString(number, RADIX));
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
    Quotas quotas = QUOTAS.get(text.substring(bar + 1), Quotas::parse);
    long nowNanos = Long.parseLong(words[0], RADIX);
    List<Transition> transitions = new ArrayList<>(words.length);
    for (int i = 2; i < words.length; i++) {
      String[] fields = words[i].substring(1).split(":", -1);
      switch (words[i].charAt(0)) {
        case 'a' -> transitions.add(acquire(quotas, fields, nowNanos));
        case 's' -> transitions.add(settle(quotas, fields, nowNanos));
        case 't' -> transitions.add(AttemptText.read(fields, nowNanos));
        default -> throw new IllegalArgumentException("unknown word " + words[i]);
      }
    }
    return new UpdateCommand(
        quotas, nowNanos, List.of(), transitions, Long.parseLong(words[1], RADIX));
  }

  private static Transition acquire(Quotas quotas, String[] fields, long nowNanos) {
    return new Transition.Acquire(quotas, number(fields[1]), nowNanos + number(fields[0]));
  }

  private static Transition settle(Quotas quotas, String[] fields, long nowNanos) {
    return new Transition.Settle(
        quotas,
        number(fields[1]),
        number(fields[2]),
        nowNanos + number(fields[3]),
        nowNanos + number(fields[0]));
  }

  private static long number(String text) {
    return Long.parseLong(text, RADIX);
  }
}
