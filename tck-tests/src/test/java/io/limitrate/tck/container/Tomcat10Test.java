package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class Tomcat10Test extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "Tomcat 10 (embedded)",
        Jars.version("tomcat"),
        "6.0",
        "Jersey 3.1 (bundled)",
        Platform.NONE);
  }

  @Override
  protected ContractWar war(ContractWar war) {
    return war.with(Jars.copied("jersey3"));
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return Launched.start("EmbeddedTomcat", Jars.copied("tomcat10"), directory, options);
  }
}
