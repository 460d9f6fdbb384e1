package io.limitrate.sample.llm;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A model's answer.
 *
 * @param model the model that answered
 * @param text the text of the answer
 * @param usage the tokens of the question and of the answer
 */
public record Completion(Model model, String text, Usage usage) {

  /**
   * The number of tokens that a call used.
   *
   * @param promptTokens the tokens of the question
   * @param completionTokens the tokens of the answer
   */
  public record Usage(int promptTokens, int completionTokens) {

    /** Returns the sum of both numbers, which the customer's budget is finally charged. */
    @JsonProperty
    public int totalTokens() {
      return promptTokens + completionTokens;
    }
  }
}
