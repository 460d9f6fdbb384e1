package io.limitrate.internal.cdi;

import io.limitrate.Limiter;
import io.limitrate.Verdict;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.function.Supplier;

/**
 * Makes the {@link Limiter} of the application and the {@link Verdict} of the request injectable.
 * The extension adds the beans, because Limitrate's jar is no bean archive.
 *
 * <p>Both beans are {@code @Dependent}, because neither type can have a proxy: the extension looks
 * up the object at injection. A bean that lives longer than a request injects {@code
 * Instance<Verdict>}. The verdict contains all charges so far of the request, or of the limited
 * call outside of a request. Injection fails with {@link IllegalStateException} when there is no
 * verdict.
 */
public final class InjectionExtension implements Extension {

  /** Creates an extension. CDI calls this constructor. */
  public InjectionExtension() {}

  void addBeans(@Observes AfterBeanDiscovery discovery) {
    add(discovery, Limiter.class, InjectionExtension::limiter);
    add(discovery, Verdict.class, InjectionExtension::verdict);
  }

  private static <T> void add(AfterBeanDiscovery discovery, Class<T> type, Supplier<T> finder) {
    discovery
        .<T>addBean()
        .beanClass(InjectionExtension.class)
        .id(type.getName())
        .types(type, Object.class)
        .scope(Dependent.class)
        .produceWith(instance -> finder.get());
  }

  /**
   * Returns the application's limiter. Starts the limiter as the filter does if the limiter has not
   * started.
   */
  private static Limiter limiter() {
    return ApplicationRuntime.current(InjectionExtension.class).limiter();
  }

  private static Verdict verdict() {
    if (!(CurrentCall.find() instanceof ApplicationCall call)) {
      throw new IllegalStateException(
          "a Verdict is available only in a request that has passed RateLimitFilter, and in a call"
              + " of a limited method. A bean that lives longer injects Instance<Verdict>");
    }
    return call.ledger().verdict();
  }
}
