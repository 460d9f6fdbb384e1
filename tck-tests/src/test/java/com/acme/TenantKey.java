package com.acme;

import io.limitrate.Call;
import io.limitrate.KeyResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Counts all users of a tenant together. */
@ApplicationScoped
public class TenantKey implements KeyResolver {
  @Inject Tenants tenants;

  @Override
  public String resolve(Call call) {
    return call.user() == null ? null : tenants.of(call.user());
  }
}
