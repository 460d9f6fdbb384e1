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

/** Finds the CDI container of the current thread's application, and the container's request. */
final class Container {
  private Container() {}

  static void fire(LoginEvent event) {
    BeanManager container = current();
    if (container != null) {
      container.getEvent().fire(event);
    }
  }

  /**
   * Returns the container, or {@code null} when the application has no container or the container
   * has not started.
   */
  static @Nullable BeanManager current() {
    try {
      return CDI.current().getBeanManager();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** Concludes the login attempt of the current request. Does nothing outside of a request. */
  static void conclude(LoginResult result) {
    HttpServletRequest request = request();
    if (request != null) {
      conclude(result, request);
    }
  }

  /**
   * Returns the current request as a proxy that lives as long as the container; {@code null}
   * outside of a request.
   */
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
