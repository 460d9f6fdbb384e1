package io.limitrate.internal.cdi;

import io.limitrate.config.Component;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CDI bean as a component of a configuration. Not thread-safe. */
final class BeanComponent<T> implements Component<T> {
  private final BeanManager container;
  private final Bean<?> bean;
  private final Class<T> type;
  private @Nullable Runnable end;

  private BeanComponent(BeanManager container, Bean<?> bean, Class<T> type) {
    this.container = container;
    this.bean = bean;
    this.type = type;
  }

  /** Returns the application's beans of a type with any qualifiers. */
  static <T> List<Component<T>> all(Class<T> type) {
    BeanManager container = Container.current();
    return container == null ? List.of() : all(container, type);
  }

  private static <T> List<Component<T>> all(BeanManager container, Class<T> type) {
    return container.getBeans(type, Any.Literal.INSTANCE).stream()
        .sorted(Comparator.comparing(BeanComponent::order))
        .<Component<T>>map(bean -> new BeanComponent<>(container, bean, type))
        .toList();
  }

  /**
   * Returns a sort key, because the container returns its beans in a set. The text of a producer
   * distinguishes the producers of one class.
   */
  private static String order(Bean<?> bean) {
    return bean.getBeanClass().getName() + " " + bean;
  }

  @Override
  public Class<?> type() {
    return bean.getBeanClass();
  }

  /** A produced bean does not have the name of the class that produces the bean. */
  @Override
  public boolean isNamed(String name) {
    return name.equals(bean.getName())
        || (type.isAssignableFrom(type())
            && (name.equals(type().getName()) || name.equals(type().getSimpleName())));
  }

  @Override
  public T make() {
    return make(bean);
  }

  private <B> T make(Bean<B> known) {
    CreationalContext<B> context = container.createCreationalContext(known);
    Object reference = container.getReference(known, type, context);
    end =
        known.getScope() == Dependent.class
            ? () -> destroy(known, reference, context)
            : context::release;
    return type.cast(reference);
  }

  @SuppressWarnings("unchecked") // the container has made it of this bean
  private static <B> void destroy(Bean<B> bean, Object made, CreationalContext<B> context) {
    bean.destroy((B) made, context);
  }

  @Override
  public void close() {
    Runnable once = end;
    end = null;
    if (once != null) {
      once.run();
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BeanComponent<?> component && component.bean.equals(bean);
  }

  @Override
  public int hashCode() {
    return bean.hashCode();
  }
}
