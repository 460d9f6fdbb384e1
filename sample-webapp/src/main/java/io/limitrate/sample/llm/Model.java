package io.limitrate.sample.llm;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The models that the gateway offers; each is counted on its own. */
public enum Model {
  SUMMARIZE,
  TRANSLATE,
  GENERATE;

  /**
   * The model of that name, in lower case; JAX-RS calls this for the path's variable.
   *
   * @throws IllegalArgumentException when there is none, which JAX-RS answers by 404
   */
  public static Model fromString(String name) {
    return Arrays.stream(values())
        .filter(model -> model.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such model"));
  }

  /** The name as clients write it, and as limits count it. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
