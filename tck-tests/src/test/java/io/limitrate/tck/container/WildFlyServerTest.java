package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class WildFlyServerTest extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform("WildFly", Jars.version("wildfly"), "6.0", "RESTEasy 6.2", "Weld");
  }

  @Override
  protected ContractWar war(ContractWar war) {
    return war.with(
        "WEB-INF/jboss-deployment-structure.xml",
        ServerFiles.text("wildfly/jboss-deployment-structure.xml"));
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return WildFlyServer.start(directory, options);
  }
}
