package io.limitrate.internal.jaxrs.jersey;

import io.limitrate.jaxrs.RateLimitFeature;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/** Registers the feature with Jersey on servers. Only Jersey loads this class. */
@ConstrainedTo(RuntimeType.SERVER)
public final class RateLimitDiscovery implements AutoDiscoverable {
  /** Before an application's mapper for the same type, which answers what no rejection caused. */
  private static final int FIRST = 1;

  /** For Jersey. */
  public RateLimitDiscovery() {}

  @Override
  public void configure(FeatureContext context) {
    if (!context.getConfiguration().isRegistered(RateLimitFeature.class)) {
      context.register(RateLimitFeature.class);
    }
    context.register(WrappedRejection.Unchecked.class, FIRST);
    context.register(WrappedRejection.Checked.class, FIRST);
  }
}
