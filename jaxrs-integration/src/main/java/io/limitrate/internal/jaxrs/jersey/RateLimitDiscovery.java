package io.limitrate.internal.jaxrs.jersey;

import io.limitrate.jaxrs.RateLimitFeature;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.FeatureContext;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;

/** Registers the feature with Jersey on servers. Only Jersey loads this class. */
@ConstrainedTo(RuntimeType.SERVER)
public final class RateLimitDiscovery implements AutoDiscoverable {
  /**
   * Runs before an application's mapper for the same type. Limitrate's mapper passes on exceptions
   * without a rejection.
   */
  private static final int FIRST = 1;

  /** Creates the discovery. Jersey calls this constructor. */
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
