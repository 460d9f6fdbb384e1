package io.limitrate.application;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/** Code of an application that runs when the application starts, such as a cache's warm-up. */
public final class WarmUp implements ServletContextListener {
  private final Runnable work;

  public WarmUp(Runnable work) {
    this.work = work;
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    work.run();
  }
}
