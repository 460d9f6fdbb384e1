package io.limitrate.internal.application;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The registration of a bean with the platform's MBean server, until it is closed. */
final class MBeanRegistration implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MBeanRegistration.class.getName());

  private final String subject;
  private final ObjectName name;

  /**
   * Registers a bean.
   *
   * @param subject what the bean administers, for messages
   * @param type the type in the bean's object name
   * @param name the name in the bean's object name, quoted if necessary
   * @param owner the object whose identity distinguishes beans of the same name
   * @throws IllegalStateException when the registration fails
   */
  MBeanRegistration(String subject, String type, String name, Object owner, Object bean) {
    this.subject = subject;
    String instance = Integer.toHexString(System.identityHashCode(owner));
    try {
      this.name =
          new ObjectName("io.limitrate:type=" + type + ",name=" + name + ",instance=" + instance);
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, this.name);
    } catch (JMException e) {
      throw new IllegalStateException("admin.jmx: the " + subject + " cannot be registered", e);
    }
  }

  @Override
  public void close() {
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The " + subject + " stays registered with JMX", e);
    }
  }
}
