package io.limitrate.internal.application;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.KeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One alternative of a key specification, which makes keys of plain values. Immutable and
 * thread-safe.
 *
 * @param parts the parts of the alternative as the specification writes them
 */
record PlainKey(List<String> parts) {
  private static final String ADDRESS = "ip";
  private static final String GLOBAL = "global";
  private static final String ROLE = "role:";
  private static final String RESOLVER = "resolver:";

  PlainKey {
    parts = List.copyOf(parts);
  }

  /** Returns the alternatives of a key specification, in their order. */
  static List<PlainKey> alternatives(KeySpec key) {
    return Arrays.stream(key.toString().split("\\|", -1)).map(PlainKey::parse).toList();
  }

  /** Returns the alternative that a text names, also one that does not exist. */
  static PlainKey parse(String alternative) {
    return new PlainKey(Arrays.stream(alternative.split("\\+", -1)).map(String::strip).toList());
  }

  /** Returns the parts that take a value. */
  List<String> valued() {
    return parts.stream().filter(part -> !part.equals(GLOBAL) && !part.startsWith(ROLE)).toList();
  }

  /**
   * Returns the key of a call whose parts have these values.
   *
   * @param values as many as {@link #valued} parts
   * @param address converts an address to the form that is counted
   */
  Key key(List<String> values, UnaryOperator<String> address, Key seed) {
    Map<String, String> known = new HashMap<>();
    List<String> names = valued();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).equals("apikey") ? "header:X-Api-Key" : names.get(i);
      String value = values.get(i);
      known.put(name, name.equals(ADDRESS) ? address.apply(value) : value);
    }
    return KeySpec.parse(toString(), name -> call -> known.get(RESOLVER + name))
        .resolve(new PlainCall(known), seed);
  }

  /** Returns the alternative as text, such as {@code user+path:model}. */
  @Override
  public String toString() {
    return String.join("+", parts);
  }

  /** A call that has nothing but the values of a key, by the parts that name them. */
  private record PlainCall(Map<String, String> values) implements Call {
    @Override
    public @Nullable String address() {
      return values.get(ADDRESS);
    }

    @Override
    public @Nullable String user() {
      return values.get("user");
    }

    @Override
    public boolean hasRole(String role) {
      return true;
    }

    @Override
    public @Nullable String session() {
      return values.get("session");
    }

    @Override
    public @Nullable String endpoint() {
      return values.get("endpoint");
    }

    @Override
    public @Nullable String header(String name) {
      return values.get("header:" + name);
    }

    @Override
    public @Nullable String cookie(String name) {
      return values.get("cookie:" + name);
    }

    @Override
    public @Nullable String query(String name) {
      return values.get("query:" + name);
    }

    @Override
    public @Nullable String form(String name) {
      return values.get("form:" + name);
    }

    @Override
    public @Nullable String json(String pointer) {
      return values.get("json:" + pointer);
    }

    @Override
    public @Nullable String pathVariable(String name) {
      return values.get("path:" + name);
    }

    @Override
    public @Nullable String parameter(String name) {
      return values.get("param:" + name);
    }
  }
}
