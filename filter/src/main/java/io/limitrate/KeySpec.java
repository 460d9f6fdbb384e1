package io.limitrate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Defines who is counted: parts that are combined with {@code +}, and alternatives that are
 * separated by {@code |}. The first alternative of which a call has all parts makes the key. Code
 * that builds a {@link Policy} uses this type.
 *
 * <p>docs/configuration.md lists the parts, such as {@code ip}, {@code user} and {@code
 * header:NAME}. All calls that match no alternative share one counter, so a client cannot avoid a
 * limit by leaving a part out.
 *
 * <p>Immutable and thread-safe. The values of a call are only hashed into a {@link Key}.
 */
public final class KeySpec {
  /** One counter for all calls. */
  public static final KeySpec GLOBAL = parse("global");

  /** One counter for each client address. */
  public static final KeySpec ADDRESS = parse("ip");

  private static final int ABSENT = 1;

  private final String text;
  private final List<List<Part>> alternatives;

  private KeySpec(String text, List<List<Part>> alternatives) {
    this.text = text;
    this.alternatives = alternatives;
  }

  /** Parses a key specification without {@code resolver:NAME} parts. */
  public static KeySpec parse(String text) {
    return parse(text, name -> null);
  }

  /**
   * Parses a key specification.
   *
   * @param resolvers finds the application's resolver for {@code resolver:NAME}, or returns {@code
   *     null}
   */
  public static KeySpec parse(String text, Function<String, @Nullable KeyResolver> resolvers) {
    List<List<Part>> alternatives = new ArrayList<>();
    for (String alternative : text.split("\\|", -1)) {
      List<Part> parts = new ArrayList<>();
      for (String part : alternative.split("\\+", -1)) {
        parts.add(part(text, part.strip(), resolvers));
      }
      alternatives.add(List.copyOf(parts));
    }
    checkReachable(text, alternatives);
    return new KeySpec(text.strip(), List.copyOf(alternatives));
  }

  /** Rejects an alternative whose every call already matches an earlier alternative. */
  private static void checkReachable(String text, List<List<Part>> alternatives) {
    for (int i = 0; i < alternatives.size(); i++) {
      List<Part> parts = alternatives.get(i);
      if (Set.copyOf(parts).size() < parts.size()) {
        throw new IllegalArgumentException("\"" + text + "\": names a part twice");
      }
      for (List<Part> earlier : alternatives.subList(0, i)) {
        if (parts.containsAll(earlier) || isAlways(earlier)) {
          throw new IllegalArgumentException(
              "\""
                  + text
                  + "\": alternative "
                  + (i + 1)
                  + " is never reached, because every call that has it has an earlier one: put it"
                  + " first, or remove it");
        }
      }
    }
  }

  private static boolean isAlways(List<Part> parts) {
    return parts.stream().allMatch(part -> part.kind == KeyPart.GLOBAL);
  }

  /**
   * Returns whether the first alternative is the address and other alternatives follow. Every HTTP
   * request has an address, so only calls outside of HTTP reach the other alternatives.
   */
  public boolean isAddressFirst() {
    List<Part> first = alternatives.get(0);
    return alternatives.size() > 1 && first.stream().allMatch(part -> part.kind == KeyPart.IP);
  }

  private static Part part(
      String text, String part, Function<String, @Nullable KeyResolver> resolvers) {
    int colon = part.indexOf(':');
    String name = colon < 0 ? "" : part.substring(colon + 1);
    KeyPart kind = KeyPart.of(colon < 0 ? part : part.substring(0, colon), !name.isEmpty());
    KeyResolver resolver = kind == null ? null : kind.resolver(name, resolvers);
    if (kind == null || resolver == null) {
      String rule = part.isEmpty() ? "a part is empty" : KeyPart.unknown(part);
      throw new IllegalArgumentException("\"" + text + "\": " + rule);
    }
    return new Part(kind, name, part.hashCode(), resolver);
  }

  /** Returns the names that the parts of a type use, such as the variables of {@code path}. */
  public List<String> names(String type) {
    Set<String> names = new LinkedHashSet<>();
    for (List<Part> parts : alternatives) {
      for (Part part : parts) {
        if (part.kind.text().equals(type)) {
          names.add(part.name);
        }
      }
    }
    return List.copyOf(names);
  }

  /**
   * Returns whether a part may read the body of the call. A resolver of the application counts as
   * such a part.
   */
  public boolean mayReadBody() {
    return has(KeyPart::mayReadBody);
  }

  /** Returns whether the client can choose the value of a part. */
  public boolean isChosenByClient() {
    return has(KeyPart::isChosenByClient);
  }

  private boolean has(Predicate<KeyPart> property) {
    for (List<Part> parts : alternatives) {
      for (Part part : parts) {
        if (property.test(part.kind)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the resolver of the only part, for values that are no keys, such as a cost.
   *
   * @throws IllegalArgumentException when there is more than one part
   */
  public KeyResolver single() {
    if (alternatives.size() > 1 || alternatives.get(0).size() > 1) {
      throw new IllegalArgumentException("\"" + text + "\": must be a single part");
    }
    return alternatives.get(0).get(0).resolver;
  }

  /** Returns the key of this call, derived from the seed of the policy. */
  public Key resolve(Call call, Key seed) {
    for (int i = 0; i < alternatives.size(); i++) {
      Key key = resolve(alternatives.get(i), call, seed);
      if (key != null) {
        return key;
      }
    }
    return seed.with(ABSENT, "");
  }

  private static @Nullable Key resolve(List<Part> parts, Call call, Key seed) {
    Key key = seed;
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      String value = part.resolver.resolve(call);
      if (value == null) {
        return null;
      }
      boolean address = i == 0 && part.kind == KeyPart.IP;
      key = address ? AddressKeys.of(seed, part.id, value) : key.with(part.id, value);
    }
    return key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeySpec that && alternatives.equals(that.alternatives);
  }

  @Override
  public int hashCode() {
    return Objects.hash(alternatives);
  }

  @Override
  public String toString() {
    return text;
  }

  private record Part(KeyPart kind, String name, int id, KeyResolver resolver) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Part that && kind == that.kind && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return id;
    }
  }
}
