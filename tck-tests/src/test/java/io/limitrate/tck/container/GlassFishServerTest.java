package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** GlassFish as it is distributed. */
class GlassFishServerTest extends ContainerContract {
  /**
   * Keeps AspectJ's agent from using java.util.logging before GlassFish has set its own log
   * manager.
   */
  private static final String NO_EARLY_LOGGING = "-Dorg.aspectj.tracing.factory=default";

  @Override
  protected Platform platform() {
    return new Platform("GlassFish", Jars.version("glassfish"), "6.1", "Jersey 4.0", "Weld");
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.add(NO_EARLY_LOGGING);
    return GlassFish.start(
        ServerFiles.distribution("glassfish").resolve("glassfish"), directory, all);
  }
}
