package io.limitrate.config;

import io.limitrate.DecisionListener;
import io.limitrate.login.LoginListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds those who hear of decisions, of logins, or of both. */
final class ListenersBinder {
  private static final List<Class<?>> TYPES = List.of(DecisionListener.class, LoginListener.class);

  private final Components components;
  private final Errors errors;

  ListenersBinder(Components components, Errors errors) {
    this.components = components;
    this.errors = errors;
  }

  /** Those named, and all services of a class that nobody named. */
  void read(Optional<Setting> setting, Configuration.Builder builder) {
    List<Object> listeners = new ArrayList<>(setting.map(this::named).orElse(List.of()));
    TYPES.forEach(type -> listeners.addAll(services(type, listeners)));
    for (Object listener : listeners) {
      if (listener instanceof DecisionListener ofDecisions) {
        builder.listener(ofDecisions);
      }
      if (listener instanceof LoginListener ofLogins) {
        builder.loginListener(ofLogins);
      }
    }
  }

  private List<Object> named(Setting setting) {
    return setting.values().stream()
        .map(value -> value.read(name -> components.find(TYPES, name)))
        .flatMap(Optional::stream)
        .toList();
  }

  private <T> List<T> services(Class<T> type, List<Object> known) {
    try {
      return components.services(type, known);
    } catch (IllegalArgumentException e) {
      errors.add(Place.outsideTheFile("class path"), String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
