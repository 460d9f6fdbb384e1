package io.limitrate.internal.list;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.internal.engine.CallerCheck;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The callers of several lists. A list that fails does not stop the others. Immutable and
 * thread-safe.
 */
public record AnyList(List<CallerList> lists) implements CallerList {
  public AnyList {
    lists = List.copyOf(lists);
  }

  @Override
  public boolean contains(Call call) {
    for (int i = 0; i < lists.size(); i++) {
      if (CallerCheck.contains(lists.get(i), call)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the list itself, or the lists that it consists of. */
  public static Stream<CallerList> parts(CallerList list) {
    return list instanceof AnyList any
        ? any.lists.stream().flatMap(AnyList::parts)
        : Stream.of(list);
  }

  @Override
  public String toString() {
    return lists.stream().map(CallerList::toString).collect(Collectors.joining("; "));
  }
}
