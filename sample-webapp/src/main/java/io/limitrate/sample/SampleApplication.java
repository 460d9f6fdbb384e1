package io.limitrate.sample;

import io.limitrate.jaxrs.RateLimitFeature;
import io.limitrate.sample.llm.ApiKeyFilter;
import io.limitrate.sample.llm.LlmResource;
import io.limitrate.sample.sale.CheckoutResource;
import io.limitrate.sample.sale.ProductResource;
import io.limitrate.sample.sale.StockResource;
import io.limitrate.sample.web.HealthResource;
import io.limitrate.sample.web.JsonProvider;
import io.limitrate.sample.web.ProblemMapper;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists all classes that JAX-RS serves under /api, so that no container has to search for them. */
public final class SampleApplication extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        ProductResource.class,
        StockResource.class,
        CheckoutResource.class,
        LlmResource.class,
        ApiKeyFilter.class,
        HealthResource.class,
        JsonProvider.class,
        ProblemMapper.class,
        RateLimitFeature.class);
  }
}
