package io.limitrate.internal.cdi;

import io.limitrate.config.Component;
import io.limitrate.config.ComponentSource;
import io.limitrate.internal.application.ClassPresence;
import java.util.List;

/**
 * Finds the CDI beans of the application for its configuration. Finds no beans where CDI is absent,
 * or before the application's container starts. Thread-safe.
 */
public final class CdiComponents implements ComponentSource {

  /** Creates a source. {@link java.util.ServiceLoader} calls this constructor. */
  public CdiComponents() {}

  /** Names no CDI class in its signature or body, because CDI may be absent. */
  @Override
  public <T> List<Component<T>> find(Class<T> type) {
    return ClassPresence.CDI ? BeanComponent.all(type) : List.of();
  }
}
