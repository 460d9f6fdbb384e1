package io.limitrate.internal.application;

import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ConfigurationMXBean;
import io.limitrate.internal.path.ContextPath;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;

/** The MBean of an application's configuration, registered until it is closed. Thread-safe. */
final class ConfigurationManagement implements ConfigurationMXBean, AutoCloseable {
  private static final System.Logger LOG =
      System.getLogger(ConfigurationManagement.class.getName());

  private final ApplicationRuntime runtime;
  private final ObjectName name;

  private ConfigurationManagement(ApplicationRuntime runtime) throws JMException {
    this.runtime = runtime;
    this.name =
        new ObjectName(
            "io.limitrate:type=Configuration,name="
                + ObjectName.quote(Bootstrap.contextPath().orElse(ContextPath.ROOT).name())
                + ",instance="
                + Integer.toHexString(System.identityHashCode(runtime)));
    ManagementFactory.getPlatformMBeanServer().registerMBean(this, name);
  }

  /**
   * Registers a configuration with the platform's MBean server.
   *
   * @throws IllegalStateException when the registration fails
   */
  static ConfigurationManagement of(ApplicationRuntime runtime) {
    try {
      return new ConfigurationManagement(runtime);
    } catch (JMException e) {
      throw new IllegalStateException("admin.jmx: the configuration cannot be registered", e);
    }
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
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The configuration stays registered with JMX", e);
    }
  }
}
