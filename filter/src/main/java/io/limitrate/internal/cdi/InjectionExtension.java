package io.limitrate.internal.cdi;

import io.limitrate.Call;
import io.limitrate.Limiter;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.function.Supplier;

/**
 * Makes the {@link Limiter} of the application and the {@link Verdict} of the request injectable,
 * without making a bean archive of our jar.
 *
 * <p>Both are found when they are injected, for neither can be a proxy ({@code @Dependent}): a bean
 * that lives longer than a request has an {@code Instance<Verdict>} injected. The verdict has all
 * that the request, or the limited call outside of one, was charged so far. {@link
 * IllegalStateException} where there is none.
 */
public final class InjectionExtension implements Extension {

  /** An extension, for CDI to make. */
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

  /** The application's limiter, started as the filter would start it if there is none. */
  private static Limiter limiter() {
    return Application.current().limiter();
  }

  private static Verdict verdict() {
    Call call = CurrentCall.find();
    if (!(call instanceof ApplicationCall known)) {
      throw new IllegalStateException(
          "a Verdict is injected where no request has passed by RateLimitFilter, and no call of a"
              + " limited method is on its way. What lives longer than that can have an"
              + " Instance<Verdict> injected");
    }
    return call.ledger().verdict(known.limitrate().limiter());
  }
}
