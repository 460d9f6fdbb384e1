package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import io.limitrate.tck.ContainerContract;
import io.limitrate.tck.FreePorts;
import io.limitrate.tck.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class PayaraMicroTest extends ContainerContract {
  /** The packages that Payara's manifest opens if {@code -jar} starts Payara. */
  private static final List<String> OPENED =
      List.of(
          "java.base/jdk.internal.loader",
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/sun.nio.ch",
          "java.base/sun.net.www.protocol.jar",
          "java.base/sun.net.www.protocol.jrt",
          "java.logging/java.util.logging",
          "java.management/javax.management",
          "java.management/javax.management.openmbean",
          "java.management/sun.management",
          "java.naming/javax.naming.spi",
          "java.rmi/sun.rmi.transport",
          "jdk.management/com.sun.management.internal");

  @Override
  protected Platform platform() {
    return new Platform("Payara Micro", Jars.version("payara"), "6.0", "Jersey 3.1", "Weld");
  }

  @Override
  protected Container start(Path directory, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options);
    OPENED.forEach(each -> all.add("--add-opens=" + each + "=ALL-UNNAMED"));
    all.add("-Dport=" + FreePorts.find(1).get(0));
    return Launched.start("EmbeddedPayaraMicro", Jars.copied("payara-micro"), directory, all);
  }
}
