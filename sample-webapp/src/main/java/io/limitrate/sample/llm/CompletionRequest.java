package io.limitrate.sample.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A client's question to a model.
 *
 * @param prompt the text, not blank, of at most 10,000 characters
 * @param maxTokens the maximum number of tokens of the answer, 1 to 50,000; the call reserves this
 *     number
 */
public record CompletionRequest(String prompt, int maxTokens) {
  private static final int LONGEST_PROMPT = 10_000;
  private static final int MOST_TOKENS = 50_000;
  private static final int DEFAULT_TOKENS = 100;

  /** Checks the ranges before anything is charged. */
  public CompletionRequest {
    if (prompt.isBlank() || prompt.length() > LONGEST_PROMPT) {
      throw new IllegalArgumentException("prompt must have 1 to 10000 characters");
    }
    if (maxTokens < 1 || maxTokens > MOST_TOKENS) {
      throw new IllegalArgumentException("max_tokens must be from 1 to 50000");
    }
  }

  /** Creates a request from JSON, in which both members are optional. */
  @JsonCreator
  static CompletionRequest of(
      @JsonProperty("prompt") @Nullable String prompt,
      @JsonProperty("max_tokens") @Nullable Integer maxTokens) {
    return new CompletionRequest(
        prompt == null ? "" : prompt, maxTokens == null ? DEFAULT_TOKENS : maxTokens);
  }
}
