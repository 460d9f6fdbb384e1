package com.acme;

import io.limitrate.Call;
import io.limitrate.TierResolver;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of partners. */
public final class Partners implements TierResolver {
  private static final Set<String> ADDRESSES = Set.of("203.0.113.7", "2001:db8:7::/64");

  @Override
  public @Nullable String tier(Call call) {
    String address = call.address();
    return address != null && ADDRESSES.contains(address) ? "partner" : null;
  }
}
