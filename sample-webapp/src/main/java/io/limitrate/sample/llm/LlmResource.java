package io.limitrate.sample.llm;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The entrance of the gateway. Checks the key, the model and the question, in this order, and then
 * asks the model.
 */
@Path("llm/{model}/completions")
@ApiKeyRequired
public final class LlmResource {
  private final LanguageModels models = new LanguageModels();

  /**
   * Asks a model. Answers 200, 400, 401, 404 or 429. A request that gets 400, 401 or 404 costs
   * nothing.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  public Completion complete(@PathParam("model") Model model, CompletionRequest request) {
    return model == Model.GENERATE
        ? models.generate(model, request, request.maxTokens())
        : models.rewrite(model, request);
  }
}
