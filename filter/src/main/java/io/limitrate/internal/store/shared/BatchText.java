package io.limitrate.internal.store.shared;

import io.limitrate.Quotas;
import io.limitrate.Transition;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as it travels to the owner of the entry: words separated by blanks, then {@code |} and
 * the quotas. Numbers are to the base 36; times but the first are distances from it. After the
 * version the time, the units wanted in advance, and then what is asked, an {@code a} with its time
 * and cost, an {@code s} with its time, the units reserved and used and when they were charged, or
 * a {@code t} with what {@link AttemptText} says:
 *
 * <pre>B1 deh1t8rj6qz9 0 a0:1 s0:a:f:-5k|100/1s</pre>
 */
final class BatchText {
  private static final String PREFIX = "B1 ";
  private static final int RADIX = Character.MAX_RADIX;

  private static final Known<String, Quotas> KNOWN = new Known<>();

  private BatchText() {}

  static String write(Batch batch) {
    if (!batch.unused().isEmpty()) {
      throw new IllegalArgumentException(
          "what is given back must not be sent: it may arrive twice");
    }
    StringBuilder text = new StringBuilder(64).append(PREFIX);
    number(text, batch.nowNanos());
    number(text.append(' '), batch.wanted());
    for (Transition transition : batch.transitions()) {
      append(text, transition, batch.nowNanos());
    }
    return text.append('|').append(batch.quotas()).toString();
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

  static Batch read(String text) {
    int bar = text.indexOf('|');
    if (!text.startsWith(PREFIX) || bar < 0) {
      throw new IllegalArgumentException("a batch of another version");
    }
    String[] words = text.substring(PREFIX.length(), bar).split(" ", -1);
    if (words.length < 2) {
      throw new IllegalArgumentException("a batch without its time or its wanted units");
    }
    Quotas quotas = KNOWN.get(text.substring(bar + 1), Quotas::parse);
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
    return new Batch(quotas, nowNanos, List.of(), transitions, Long.parseLong(words[1], RADIX));
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
