package io.limitrate.bench;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a filter, with an empty servlet context. */
record StubFilterConfig(Map<String, String> parameters) implements FilterConfig {

  static final ServletContext CONTEXT =
      (ServletContext)
          Proxy.newProxyInstance(
              StubFilterConfig.class.getClassLoader(),
              new Class<?>[] {ServletContext.class},
              (proxy, method, arguments) -> nothing(method.getReturnType()));

  static FilterConfig of(Map<String, String> parameters) {
    return new StubFilterConfig(parameters);
  }

  @Override
  public String getFilterName() {
    return "bench";
  }

  @Override
  public ServletContext getServletContext() {
    return CONTEXT;
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == Map.class) {
      return Map.of();
    }
    return type == String.class ? "" : null;
  }

  @Override
  public @Nullable String getInitParameter(String name) {
    return parameters.get(name);
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }
}
