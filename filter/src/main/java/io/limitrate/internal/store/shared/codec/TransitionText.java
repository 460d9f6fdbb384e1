package io.limitrate.internal.store.shared.codec;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Writes and reads a transition as a word: the letter of its {@link TransitionCodec} and the
 * fields, such as {@code a0:1}.
 */
public final class TransitionText {
  private static final Letters<TransitionCodec<?>> CODECS =
      Letters.of(
          List.of(
              new BanCodec(),
              new AcquireCodec(),
              new AcquireSparingCodec(),
              new SettleCodec(),
              new GiveBackCodec(),
              new ResetCodec(),
              new EnterCodec(),
              new LeaveCodec(),
              new RenewCodec(),
              new WithdrawCodec()),
          type(),
          TransitionCodec::letter);
  private static final Map<Class<?>, TransitionCodec<?>> BY_TYPE =
      CODECS.stream().collect(toUnmodifiableMap(TransitionCodec::type, Function.identity()));

  private TransitionText() {}

  @SuppressWarnings("unchecked") // a class literal has no type arguments
  private static Class<TransitionCodec<?>> type() {
    return (Class<TransitionCodec<?>>) (Class<?>) TransitionCodec.class;
  }

  /**
   * Appends a word.
   *
   * @throws IllegalStateException when no codec writes transitions of this type
   */
  public static void append(StringBuilder text, Transition<?> transition, long nowNanos) {
    TransitionCodec<?> codec = BY_TYPE.get(transition.getClass());
    if (codec == null) {
      throw new IllegalStateException(
          transition.getClass() + ": must have a codec that is registered as a service");
    }
    append(text, codec, transition, nowNanos);
  }

  private static <T extends Transition<?>> void append(
      StringBuilder text, TransitionCodec<T> codec, Transition<?> transition, long nowNanos) {
    codec.append(text.append(codec.letter()), codec.type().cast(transition), nowNanos);
  }

  /**
   * Reads a word.
   *
   * @throws IllegalArgumentException when no codec has written the word
   */
  public static Transition<?> read(String word, CountedQuotas quotas, long nowNanos) {
    return CODECS.get(word.charAt(0)).read(word.substring(1).split(":", -1), quotas, nowNanos);
  }
}
