package io.limitrate.internal.application;

/** The MBeans of an application, registered until they are closed. Thread-safe. */
record Management(ConfigurationManagement configuration, LimitsManagement limits)
    implements AutoCloseable {

  /**
   * Registers the MBeans of a runtime.
   *
   * @throws IllegalStateException when a registration fails
   */
  static Management of(ApplicationRuntime runtime) {
    ConfigurationManagement configuration = new ConfigurationManagement(runtime);
    try {
      return new Management(configuration, new LimitsManagement(runtime));
    } catch (RuntimeException | Error e) {
      configuration.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try (configuration) {
      limits.close();
    }
  }
}
