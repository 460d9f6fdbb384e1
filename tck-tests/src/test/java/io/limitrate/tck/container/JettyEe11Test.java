package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class JettyEe11Test extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "Jetty EE 11 (embedded)",
        Jars.version("jetty"),
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
    return Launched.start(
        "EmbeddedJettyEe11", Jars.copied("jetty-ee11", "servlet61"), directory, options);
  }
}
