package io.limitrate.sample.llm;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model's answer.
 *
 * @param model who answered
 * @param text the answer
 * @param usage what it took
 */
public record Completion(Model model, String text, Usage usage) {

  /**
   * The tokens that were used.
   *
   * @param promptTokens of the question
   * @param completionTokens of the answer
   */
  public record Usage(int promptTokens, int completionTokens) {

    /** Both together: what the customer's budget is charged in the end. */
    @JsonProperty
    public int totalTokens() {
      return promptTokens + completionTokens;
    }
  }
}
