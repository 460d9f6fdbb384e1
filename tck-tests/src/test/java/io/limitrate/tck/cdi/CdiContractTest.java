package io.limitrate.tck.cdi;

import io.limitrate.tck.CdiContract;
import io.limitrate.tck.app.cdi.Service;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tests Weld on Tomcat. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class CdiContractTest extends CdiContract {
  @TempDir static Path directory;
  private static War war;

  @BeforeAll
  static void deploy() throws Exception {
    war = War.deploy(directory, yaml(), classes());
  }

  private static String yaml() throws Exception {
    try (InputStream yaml = CdiContract.class.getResourceAsStream("cdi-contract.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Class<?>> classes() throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    Path folder = Path.of(Service.class.getResource("Service.class").toURI()).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        classes.add(Class.forName(Service.class.getPackageName() + "." + name));
      }
    }
    return classes;
  }

  @AfterAll
  static void undeploy() throws Exception {
    war.close();
  }

  @Override
  protected URI root() {
    return war.root();
  }
}
