package io.limitrate.tck.app.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The resources. Nothing here names Limitrate, because the runtime finds the feature by itself. */
@ApplicationPath("rest")
public class RestApplication extends Application {

  /** Creates the application. The container calls this constructor. */
  public RestApplication() {}

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(KindsResource.class, CallingResource.class, InlineResource.class);
  }
}
