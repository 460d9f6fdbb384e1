package io.limitrate.tck.app.cdi;

import io.limitrate.Call;
import io.limitrate.KeyResolver;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** A key resolver that needs an injected bean. */
@Dependent
public class TenantKey implements KeyResolver {
  private final Tenants tenants;

  /**
   * Creates the resolver. Only the container can call this constructor, because it injects the
   * bean.
   */
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
