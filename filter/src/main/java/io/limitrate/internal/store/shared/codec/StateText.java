package io.limitrate.internal.store.shared.codec;

import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.QuotaStateCodec;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.StateCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads a state as the short text in the cache: the version, and for each quota the
 * letter of a {@link StateCodec} and numbers of base 36, such as {@code 1tdf3k0q8w1c0.0}. Equal
 * states have equal texts.
 *
 * <p>The form is text because every provider serialises and compares text, the provider's members
 * need no Limitrate classes, and no Java object is deserialised from foreign data.
 */
public final class StateText {
  /** The first character of every text, and of the name of its entry. */
  public static final char VERSION = '1';

  private static final Letters<StateCodec> CODECS =
      Letters.of(List.of(QuotaStateCodec.values()), StateCodec.class, StateCodec::letter);

  private static final String SEPARATOR = ",";
  private static final String NONE = "-";

  /** The longest log has 257 runs of two numbers of 14 characters at most; there may be several. */
  private static final int LONGEST = 1 << 17;

  private StateText() {}

  /**
   * Returns the text, or {@code null} for no state.
   *
   * @throws IllegalStateException when the codec of the state is not registered
   */
  public static @Nullable String write(@Nullable State state) {
    if (state == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(24).append(VERSION);
    if (state instanceof CompositeState composite) {
      for (int i = 0; i < composite.size(); i++) {
        append(text.append(i == 0 ? "" : SEPARATOR), composite.part(i));
      }
    } else {
      append(text, state);
    }
    return text.toString();
  }

  /** Appends a part. Parts of a composite state are single states. */
  private static void append(StringBuilder text, @Nullable State part) {
    if (part == null) {
      text.append(NONE);
      return;
    }
    SingleState state = (SingleState) part;
    long[] numbers = state.numbers();
    text.append(CODECS.letterOf(state.codec()));
    for (int i = 0; i < numbers.length; i++) {
      Base36.append(text.append(i == 0 ? "" : "."), numbers[i]);
    }
  }

  /**
   * Reads a text.
   *
   * @throws UnreadableStateException when this version cannot have written the text
   */
  public static @Nullable State read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.length() < 2 || text.length() > LONGEST || text.charAt(0) != VERSION) {
      throw new UnreadableStateException(text, null);
    }
    try {
      return parts(text.substring(1));
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new UnreadableStateException(text, e);
    }
  }

  /** Reads a text of one codec; returns {@code null} for any other text. */
  public static @Nullable State readOnly(StateCodec codec, String text) {
    if (text.length() < 2 || text.charAt(1) != codec.letter()) {
      return null;
    }
    try {
      return read(text);
    } catch (UnreadableStateException e) {
      return null;
    }
  }

  private static @Nullable State parts(String text) {
    if (text.indexOf(SEPARATOR) < 0) {
      return part(text);
    }
    String[] texts = text.split(SEPARATOR, -1);
    @Nullable State[] parts = new State[texts.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = part(texts[i]);
    }
    return new CompositeState(parts);
  }

  private static @Nullable State part(String text) {
    return text.equals(NONE) ? null : CODECS.get(text.charAt(0)).read(numbers(text));
  }

  private static long[] numbers(String text) {
    int count = 1;
    for (int i = 1; i < text.length(); i++) {
      count += text.charAt(i) == '.' ? 1 : 0;
    }
    long[] numbers = new long[count];
    int from = 1;
    for (int i = 0; i < count; i++) {
      int dot = text.indexOf('.', from);
      int to = dot < 0 ? text.length() : dot;
      numbers[i] = Base36.parse(text, from, to);
      from = to + 1;
    }
    return numbers;
  }
}
