package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tests the distribution of TomEE's web profile. */
class TomEeServerTest extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "TomEE (web profile)", Jars.version("tomee"), "5.0", "CXF 3.5", "OpenWebBeans");
  }

  /** Names the feature in a descriptor, because CXF does not find features by itself. */
  @Override
  protected ContractWar war(ContractWar war) {
    return war.with("WEB-INF/openejb-jar.xml", ServerFiles.text("tomee/openejb-jar.xml"));
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return Catalina.start(ServerFiles.distribution("tomee"), directory, options);
  }
}
