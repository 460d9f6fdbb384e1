package io.limitrate.tck;

import io.limitrate.servlet.RateLimitFilter;
import io.limitrate.tck.app.login.LoginServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.net.URI;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** Logins on Jetty, of whichever Jakarta EE. */
class LoginContractTest {
  private static Jetty jetty;

  @BeforeAll
  static void start() throws Exception {
    jetty = Jetty.start((classes, context) -> start(context));
  }

  private static void start(ServletContext context) {
    FilterRegistration.Dynamic limits = context.addFilter("limits", new RateLimitFilter());
    limits.setInitParameter("config", "classpath:io/limitrate/tck/login-contract.yaml");
    limits.setAsyncSupported(true);
    limits.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
    ServletRegistration.Dynamic logins = context.addServlet("logins", LoginServlet.class);
    logins.setAsyncSupported(true);
    logins.addMapping("/logins/*");
  }

  @AfterAll
  static void stop() {
    if (jetty != null) {
      jetty.close();
    }
  }

  @Nested
  class Attempts extends LoginContract {
    @Override
    protected URI root() {
      return jetty.root();
    }
  }

  @Nested
  class Outcomes extends LoginOutcomeContract {
    @Override
    protected URI root() {
      return jetty.root();
    }
  }
}
