package io.limitrate.bench;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A web application that has only the file {@code WEB-INF/limitrate.yaml}, and one filter. */
record StubApplication(String yaml) implements FilterConfig {
  private static final String FILE = "/WEB-INF/limitrate.yaml";

  @Override
  public ServletContext getServletContext() {
    return (ServletContext)
        Proxy.newProxyInstance(
            StubApplication.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContextPath" -> "";
                  case "getFilterRegistrations" -> Map.of();
                  case "getAttribute" -> this;
                  case "getResourceAsStream" -> resource((String) arguments[0]);
                  default -> null;
                });
  }

  private @Nullable ByteArrayInputStream resource(String path) {
    return path.equals(FILE)
        ? new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))
        : null;
  }

  @Override
  public String getFilterName() {
    return "rate-limit";
  }

  @Override
  public @Nullable String getInitParameter(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getInitParameterNames() {
    return Collections.emptyEnumeration();
  }
}
