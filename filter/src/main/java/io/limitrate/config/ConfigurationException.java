package io.limitrate.config;

import java.util.List;

/** The configuration is wrong; the message lists every error with its place, value and rule. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> errors;

  /** All that is wrong, at least one. */
  public ConfigurationException(List<String> errors) {
    super(
        errors.size()
            + (errors.size() == 1 ? " error" : " errors")
            + " in the configuration:\n  "
            + String.join("\n  ", errors));
    this.errors = List.copyOf(errors);
  }

  /** Each error on its own. */
  public List<String> errors() {
    return errors;
  }
}
