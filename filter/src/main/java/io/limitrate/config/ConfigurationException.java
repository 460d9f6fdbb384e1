package io.limitrate.config;

import java.util.List;

/**
 * Reports an invalid configuration. The message lists every error with its place, value and rule.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  /** Creates an exception from at least one error. */
  public ConfigurationException(List<String> errors) {
    super(
        errors.size()
            + (errors.size() == 1 ? " error" : " errors")
            + " in the configuration:\n  "
            + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** Returns the errors, each as one text. */
  public List<String> errors() {
    return errors;
  }
}
