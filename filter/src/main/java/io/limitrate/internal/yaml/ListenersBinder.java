package io.limitrate.internal.yaml;

import io.limitrate.DecisionListener;
import io.limitrate.config.Configuration;
import io.limitrate.internal.source.Place;
import io.limitrate.login.LoginListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Finds the listeners for decisions and for login events. */
final class ListenersBinder {
  private static final List<Class<?>> TYPES = List.of(DecisionListener.class, LoginListener.class);

  private final Components components;
  private final Errors errors;

  ListenersBinder(Components components, Errors errors) {
    this.components = components;
    this.errors = errors;
  }

  /**
   * Adds the named listeners, all beans that are listeners, and all services whose class has no
   * listener yet.
   */
  void read(Section top, Configuration.Builder builder) {
    List<Object> listeners = new ArrayList<>();
    if (top.has("listeners")) {
      listeners.addAll(named(top.get("listeners")));
    }
    for (Class<?> type : TYPES) {
      add(() -> components.beans(type), listeners);
    }
    for (Class<?> type : TYPES) {
      add(() -> components.services(type, listeners), listeners);
    }
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
    return setting.each(name -> components.find(TYPES, name));
  }

  private void add(Supplier<List<?>> more, List<Object> listeners) {
    try {
      for (Object listener : more.get()) {
        if (listeners.stream().noneMatch(known -> known == listener)) {
          listeners.add(listener);
        }
      }
    } catch (IllegalArgumentException e) {
      errors.add(Place.outsideTheFile("class path"), String.valueOf(e.getMessage()));
    }
  }
}
