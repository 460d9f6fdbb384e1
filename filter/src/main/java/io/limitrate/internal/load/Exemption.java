package io.limitrate.internal.load;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.engine.CallerCheck;
import io.limitrate.internal.path.PathPatterns;
import org.jspecify.annotations.Nullable;

/** The requests that are neither counted nor shed. Immutable and thread-safe. */
final class Exemption {
  private final @Nullable PathPatterns<Boolean> paths;
  private final @Nullable CallerList callers;

  Exemption(SheddingSettings.Exempt exempt) {
    PathPatterns.Builder<Boolean> patterns = PathPatterns.builder();
    exempt.paths().forEach(path -> patterns.add(path, true));
    this.paths = exempt.paths().isEmpty() ? null : patterns.build();
    this.callers = exempt.callers().orElse(null);
  }

  boolean covers(Call call, CallPath path) {
    return paths != null
        && path.surelyMatches(paths)
        && (callers == null || CallerCheck.contains(callers, call));
  }
}
