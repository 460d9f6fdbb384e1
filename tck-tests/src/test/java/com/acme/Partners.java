package com.acme;

import io.limitrate.Call;
import io.limitrate.CallerList;
import java.util.Set;

/** Contains the partners, whose numbers the gateway sends. */
public final class Partners implements CallerList {
  private static final Set<String> NUMBERS = Set.of("4711", "4712");

  @Override
  public boolean contains(Call call) {
    String number = call.proxyHeader("X-Partner-Number");
    return number != null && NUMBERS.contains(number);
  }
}
