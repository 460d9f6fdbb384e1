package io.limitrate.tck.cdi.app;

import jakarta.enterprise.inject.spi.CDI;
import org.glassfish.jersey.server.ResourceConfig;

/** Passes the bean to a JAX-RS runtime without support for CDI. */
public class BeanApplication extends ResourceConfig {

  public BeanApplication() {
    register(CDI.current().select(BeanResource.class).get());
  }
}
