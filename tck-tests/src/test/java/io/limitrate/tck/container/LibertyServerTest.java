package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class LibertyServerTest extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform("Open Liberty", Jars.version("liberty"), "6.0", "RESTEasy 6.2", "Weld");
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    return LibertyServer.start(directory, options);
  }
}
