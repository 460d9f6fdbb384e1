package com.acme;

import io.limitrate.Call;
import io.limitrate.TierResolver;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds clients that call themselves a bot. */
public final class Bots implements TierResolver {

  @Override
  public @Nullable String tier(Call call) {
    String agent = call.header("User-Agent");
    return agent == null || agent.toLowerCase(Locale.ROOT).contains("bot") ? "bot" : null;
  }
}
