package io.limitrate.config;

import java.util.List;

/**
 * Administration of an application's configuration over JMX, if {@code admin.jmx} is {@code true}.
 * A JMX client that makes proxies uses this type. The object name is {@code
 * io.limitrate:type=Configuration,name=CONTEXT_PATH,instance=NUMBER}.
 */
public interface ConfigurationMXBean {

  /** Returns the place of the configuration file; {@code code} if code built the configuration. */
  String getOrigin();

  /** Returns the errors of the last reload; empty if it succeeded, or if there was none. */
  List<String> getReloadErrors();

  /**
   * Reads the configuration file again, and returns what has changed.
   *
   * @throws IllegalArgumentException when the file has errors, which the message lists; nothing has
   *     changed then
   */
  List<String> reload();
}
