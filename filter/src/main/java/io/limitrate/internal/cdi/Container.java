package io.limitrate.internal.cdi;

import io.limitrate.cdi.LoginResult;
import io.limitrate.login.LoginEvent;
import io.limitrate.servlet.LoginOutcome;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The CDI container of the application that the thread works for. */
final class Container {
  private Container() {}

  static void fire(LoginEvent event) {
    BeanManager container = current();
    if (container != null) {
      container.getEvent().fire(event);
    }
  }

  /** {@code null} where there is none, or it has not started. */
  static @Nullable BeanManager current() {
    try {
      return CDI.current().getBeanManager();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** Concludes the attempt of the thread's request, if it is one. */
  static void conclude(LoginResult result) {
    HttpServletRequest request = request();
    if (request != null) {
      conclude(result, request);
    }
  }

  /** The thread's request, a proxy for which lives as long as the container. */
  static @Nullable HttpServletRequest request() {
    BeanManager container = current();
    if (container == null || !inRequest(container)) {
      return null;
    }
    Instance<HttpServletRequest> request =
        container.createInstance().select(HttpServletRequest.class);
    return request.isResolvable() ? request.get() : null;
  }

  private static boolean inRequest(BeanManager container) {
    try {
      return container.getContext(RequestScoped.class).isActive();
    } catch (ContextNotActiveException e) {
      return false;
    }
  }

  private static void conclude(LoginResult result, HttpServletRequest request) {
    switch (result.outcome()) {
      case SUCCESS -> LoginOutcome.success(request, result.username());
      case FAILURE -> LoginOutcome.failure(request, result.username());
      case ERROR -> LoginOutcome.error(request, result.username());
      case UNKNOWN -> throw new IllegalArgumentException(LoginResult.RULE);
    }
  }
}
