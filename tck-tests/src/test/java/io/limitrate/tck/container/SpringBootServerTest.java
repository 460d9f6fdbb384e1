package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.ContractWar;
import io.limitrate.tck.Platform;
import java.nio.file.Path;
import java.util.List;

class SpringBootServerTest extends ContainerContract {
  @Override
  protected Platform platform() {
    return new Platform(
        "Spring Boot", Jars.version("spring-boot"), "6.0", "Jersey 3.1 (bundled)", Platform.NONE);
  }

  @Override
  protected ContractWar war(ContractWar war) {
    return war.with(Jars.copied("jersey3", "tomcat10", "spring-boot"));
  }

  @Override
  protected Container start(Path directory, List<String> options) {
    return new SpringBoot(directory, options);
  }
}
