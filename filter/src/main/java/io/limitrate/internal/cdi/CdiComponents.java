package io.limitrate.internal.cdi;

import io.limitrate.config.Component;
import io.limitrate.config.ComponentSource;
import java.util.List;

/**
 * The CDI beans of the application, for its configuration to find. None where there is no CDI, or
 * where the application's container has not started yet. Thread-safe.
 */
public final class CdiComponents implements ComponentSource {

  /** A source; as good as any other. */
  public CdiComponents() {}

  /** Nothing here names a class of CDI, for it may be missing. */
  @Override
  public <T> List<Component<T>> find(Class<T> type) {
    return Presence.OF_CDI ? BeanComponent.all(type) : List.of();
  }
}
