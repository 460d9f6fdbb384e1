package io.limitrate.tck.cdi.app;

import jakarta.enterprise.inject.spi.CDI;
import org.glassfish.jersey.server.ResourceConfig;

/** Hands the bean to a runtime that knows nothing of CDI. */
public class BeanApplication extends ResourceConfig {

  public BeanApplication() {
    register(CDI.current().select(BeanResource.class).get());
  }
}
