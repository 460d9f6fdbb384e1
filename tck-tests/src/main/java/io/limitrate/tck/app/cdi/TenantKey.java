package io.limitrate.tck.app.cdi;

import io.limitrate.Call;
import io.limitrate.KeyResolver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** A part of a key that knows nothing unless it is injected. */
@Dependent
public class TenantKey implements KeyResolver {
  private final Tenants tenants;

  /** For the container, which has to make it, for nobody else can. */
  @Inject
  public TenantKey(Tenants tenants) {
    this.tenants = tenants;
  }

  @Override
  public @Nullable String resolve(Call call) {
    String tenant = call.header("X-Tenant");
    return tenant == null ? null : tenants.canonical(tenant);
  }
}
