package io.limitrate.sample.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The models that the gateway offers. Each model is counted separately. */
public enum Model {
  SUMMARIZE,
  TRANSLATE,
  GENERATE;

  /**
   * Returns the model with this name in lower case. JAX-RS calls this method for the path
   * parameter.
   *
   * @throws IllegalArgumentException when no model has this name; JAX-RS then answers 404
   */
  public static Model fromString(String name) {
    return Arrays.stream(values())
        .filter(model -> model.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such model"));
  }

  /** Returns the name that clients write and that limits count. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
