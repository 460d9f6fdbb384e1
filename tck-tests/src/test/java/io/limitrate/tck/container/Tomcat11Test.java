package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class Tomcat11Test extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "Tomcat 11 (embedded)",
        Jars.version("tomcat11"),
        "6.1",
        "Jersey 4.0 (bundled)",
        Platform.NONE);
  }

  @Override
  protected ContractWar war(ContractWar war) {
    return war.with(Jars.copied("jersey4"));
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return Launched.start("EmbeddedTomcat", Jars.copied("tomcat11"), directory, options);
  }
}
