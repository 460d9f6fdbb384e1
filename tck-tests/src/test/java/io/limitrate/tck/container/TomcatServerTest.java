package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tests the distribution of Tomcat. */
class TomcatServerTest extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "Tomcat 10", Jars.version("tomcat"), "6.0", "Jersey 3.1 (bundled)", Platform.NONE);
  }

  @Override
  protected ContractWar war(ContractWar war) {
    return war.with(Jars.copied("jersey3"));
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return Catalina.start(ServerFiles.distribution("tomcat"), directory, options);
  }
}
