package io.limitrate.sample.llm;

import io.limitrate.Reservation;
import io.limitrate.annotation.RateLimitCost;
import io.limitrate.annotation.RateLimitKey;
import io.limitrate.annotation.RateLimited;
import io.limitrate.sample.llm.Completion.Usage;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stand-ins for language models. A word counts as a token, and the same question gets the same
 * answer.
 *
 * <p>The limits are annotations here, not rules of the filter, because only this code knows what
 * they count by: the customer of the checked key, the model and the tokens. The quotas of each tier
 * are in limitrate.yaml. Stateless and thread-safe.
 */
final class LanguageModels {
  private static final String[] STORY =
      ("A limit is a promise. It keeps a shared service fair when everyone comes at once: each gets"
              + " an answer, none gets all of them, and who has to wait is told for how long.")
          .split(" ");
  private static final int SUMMARY_SHARE = 3;

  /**
   * Returns about a third of the text as a summary, or the whole text in upper case as a
   * translation.
   */
  @RateLimited(policy = "llm-requests")
  Completion rewrite(@RateLimitKey("model") Model model, CompletionRequest request) {
    String[] words = words(request);
    return model == Model.SUMMARIZE
        ? answer(model, request, words.length / SUMMARY_SHARE + 1, i -> words[i])
        : answer(model, request, words.length, i -> words[i].toUpperCase(Locale.ROOT));
  }

  /**
   * Returns a text of at most {@code maxTokens} tokens. All three policies hold together: if one
   * policy rejects the call, the other policies take no units.
   */
  @RateLimited(policy = "llm-requests")
  @RateLimited(policy = "llm-day")
  @RateLimited(policy = "llm-tokens")
  Completion generate(
      @RateLimitKey("model") Model model,
      CompletionRequest request,
      @RateLimitCost("llm-tokens") int maxTokens) {
    Completion completion = answer(model, request, STORY.length, i -> STORY[i]);
    Reservation.current().settle("llm-tokens", completion.usage().totalTokens());
    return completion;
  }

  private static Completion answer(
      Model model, CompletionRequest request, int length, IntFunction<String> word) {
    int tokens = Math.min(length, request.maxTokens());
    String text = IntStream.range(0, tokens).mapToObj(word).collect(Collectors.joining(" "));
    return new Completion(model, text, new Usage(words(request).length, tokens));
  }

  private static String[] words(CompletionRequest request) {
    return Arrays.stream(request.prompt().split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }
}
