package io.limitrate.internal.store.shared.codec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The codecs of one type by their letters: the own codecs of a package and those that {@link
 * ServiceLoader} finds. Immutable and thread-safe.
 */
final class Letters<C> {
  private final Map<Character, C> codecs = new HashMap<>();
  private final Function<C, Character> letter;

  Letters(Stream<? extends C> codecs, Function<C, Character> letter) {
    this.letter = letter;
    codecs.forEach(this::add);
  }

  /**
   * Returns all codecs of a type.
   *
   * @throws IllegalArgumentException when two codecs have the same letter
   */
  static <C> Letters<C> of(List<? extends C> own, Class<C> type, Function<C, Character> letter) {
    Stream<C> added =
        ServiceLoader.load(type, type.getClassLoader()).stream().map(ServiceLoader.Provider::get);
    return new Letters<>(Stream.concat(own.stream(), added), letter);
  }

  private void add(C codec) {
    C other = codecs.putIfAbsent(letter.apply(codec), codec);
    if (other != null) {
      throw new IllegalArgumentException(
          "letter '%s': must belong to one codec, but %s and %s have it"
              .formatted(letter.apply(codec), other, codec));
    }
  }

  Stream<C> stream() {
    return codecs.values().stream();
  }

  /**
   * Returns the codec of a letter.
   *
   * @throws IllegalArgumentException when no codec has the letter
   */
  C get(char wanted) {
    C codec = codecs.get(wanted);
    if (codec == null) {
      throw new IllegalArgumentException("unknown letter '" + wanted + "'");
    }
    return codec;
  }

  /**
   * Returns the letter of a registered codec.
   *
   * @throws IllegalStateException when no reader would find the codec by its letter
   */
  char letterOf(C codec) {
    char found = letter.apply(codec);
    if (!codec.equals(codecs.get(found))) {
      throw new IllegalStateException("codec " + codec + ": must be registered as a service");
    }
    return found;
  }
}
