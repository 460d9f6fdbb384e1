package io.limitrate.internal.application;

import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ConfigurationMXBean;
import io.limitrate.internal.path.ContextPath;
import java.util.List;
import javax.management.ObjectName;

/** The MBean of an application's configuration, registered until it is closed. Thread-safe. */
final class ConfigurationManagement implements ConfigurationMXBean, AutoCloseable {
  private final ApplicationRuntime runtime;
  private final MBeanRegistration registration;

  /**
   * Registers the configuration of a runtime.
   *
   * @throws IllegalStateException when the registration fails
   */
  ConfigurationManagement(ApplicationRuntime runtime) {
    this.runtime = runtime;
    String name = ObjectName.quote(Bootstrap.contextPath().orElse(ContextPath.ROOT).name());
    this.registration =
        new MBeanRegistration("configuration", "Configuration", name, runtime, this);
  }

  @Override
  public String getOrigin() {
    return runtime.application().configuration().origin();
  }

  @Override
  public List<String> getReloadErrors() {
    return runtime.reloadErrors();
  }

  @Override
  public List<String> reload() {
    try {
      return runtime.reload();
    } catch (ConfigurationException e) { // a JMX client may lack the class
      throw new IllegalArgumentException(e.getMessage());
    }
  }

  @Override
  public void close() {
    registration.close();
  }
}
