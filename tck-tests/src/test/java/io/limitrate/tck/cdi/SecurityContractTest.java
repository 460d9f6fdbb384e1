package io.limitrate.tck.cdi;

import io.limitrate.tck.SecurityContract;
import io.limitrate.tck.security.ChecksServlet;
import io.limitrate.tck.security.Guarded;
import io.limitrate.tck.security.People;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tests Soteria on Tomcat. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityContractTest extends SecurityContract {
  private War war;

  @BeforeAll
  void deploy(@TempDir Path directory) throws Exception {
    List<Class<?>> beans = List.of(ChecksServlet.class, Guarded.class, People.class);
    war = War.deploy(directory, resource("security.xml"), resource("limitrate.yaml"), beans);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        SecurityContract.class.getResourceAsStream("/io/limitrate/tck/auth/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  void undeploy() throws Exception {
    war.close();
  }

  @Override
  protected URI root() {
    return war.root();
  }

  @Override
  protected String container() {
    return ServerInfo.getServerInfo().replace("Apache Tomcat/", "Tomcat ") + " with Soteria 3.0";
  }
}
