package io.limitrate.tck.cdi;

import io.limitrate.tck.AuthenticationContract;
import io.limitrate.tck.BasicContract;
import io.limitrate.tck.FormContract;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What Tomcat does before filters, and Soteria on it. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class AuthenticationContractTest {
  private static final String CONTAINER =
      ServerInfo.getServerInfo().replace("Apache Tomcat/", "Tomcat ");

  private static War deploy(Path directory, String webXml, List<Class<?>> beans) throws Exception {
    return War.deploy(directory, resource(webXml), resource("limitrate.yaml"), beans);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        AuthenticationContract.class.getResourceAsStream("/io/limitrate/tck/auth/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Basic extends BasicContract {
    private War war;

    @BeforeAll
    void deploy(@TempDir Path directory) throws Exception {
      war = AuthenticationContractTest.deploy(directory, "basic.xml", List.of());
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
      return CONTAINER;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Form extends FormContract {
    private War war;

    @BeforeAll
    void deploy(@TempDir Path directory) throws Exception {
      war = AuthenticationContractTest.deploy(directory, "form.xml", List.of());
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
      return CONTAINER;
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Security extends SecurityContract {
    private War war;

    @BeforeAll
    void deploy(@TempDir Path directory) throws Exception {
      List<Class<?>> beans = List.of(ChecksServlet.class, Guarded.class, People.class);
      war = AuthenticationContractTest.deploy(directory, "security.xml", beans);
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
      return CONTAINER;
    }
  }
}
