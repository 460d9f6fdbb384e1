package io.limitrate.tck.cdi.app;

import io.limitrate.login.LoginEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records the events of logins. */
@ApplicationScoped
public class Heard {
  private final List<String> events = new CopyOnWriteArrayList<>();

  void on(@Observes LoginEvent event) {
    events.add(event.getClass().getSimpleName() + " " + event.username());
  }

  void on(@Observes LoginEvent.Blocked event) {
    events.add("block of " + event.kind());
  }

  List<String> events() {
    return List.copyOf(events);
  }
}
