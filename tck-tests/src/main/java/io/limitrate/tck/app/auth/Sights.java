package io.limitrate.tck.app.auth;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The recorded events of each client, by the address that the proxy forwards. Thread-safe. */
final class Sights {
  private static final Map<String, List<Object>> ALL = new ConcurrentHashMap<>();

  private Sights() {}

  static void add(String client, Object sight) {
    ALL.computeIfAbsent(client, unseen -> new CopyOnWriteArrayList<>()).add(sight);
  }

  /** Returns the events of a client, one on each line. */
  static String of(String client) {
    return ALL.getOrDefault(client, List.of()).stream()
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
