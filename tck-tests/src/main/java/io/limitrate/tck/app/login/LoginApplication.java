package io.limitrate.tck.app.login;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;

/**
 * The servlets that {@code LoginContract} logs in at, behind a filter that is configured by {@code
 * io/limitrate/tck/login-contract.yaml}.
 */
public final class LoginApplication {
  private LoginApplication() {}

  /** Adds the servlets to an application that is starting. */
  public static void register(ServletContext context) {
    ServletRegistration.Dynamic servlet = context.addServlet("logins", new LoginServlet());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/logins/*");
  }
}
