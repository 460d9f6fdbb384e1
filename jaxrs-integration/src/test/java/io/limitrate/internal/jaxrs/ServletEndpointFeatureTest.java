package io.limitrate.internal.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.ApplicationRuntime;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class ServletEndpointFeatureTest {
  private final ServletEndpointFeature feature = new ServletEndpointFeature();

  /** CXF injects a proxy that has no context at the deployment. */
  @Test
  void findsTheApplicationWithoutAContextThatCanBeAsked() throws Exception {
    Field context = ServletEndpointFeature.class.getDeclaredField("context");
    context.setAccessible(true);
    context.set(feature, contextOutsideOfARequest());

    try (ApplicationRuntime runtime =
        ApplicationRuntime.start(Configuration.builder().build()).install()) {
      assertThat(feature.application()).isSameAs(runtime.application());
    }
  }

  private static ServletContext contextOutsideOfARequest() {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletEndpointFeatureTest.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
              throw new NullPointerException("no request");
            });
  }
}
