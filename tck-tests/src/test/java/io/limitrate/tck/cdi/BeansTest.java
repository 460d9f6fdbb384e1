package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.cdi.app.Early;
import io.limitrate.tck.cdi.app.Ending;
import io.limitrate.tck.cdi.app.LifeServlet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lifetime of beans that a configuration uses, and the limiter that is injected before the
 * filter starts.
 */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class BeansTest {
  private static final String YAML =
      """
      store: { caffeine: {} }
      policies: { life: { quotas: 5/1h } }
      rules: [{ path: /life, policies: life }]
      listeners: ending
      """;

  @TempDir Path directory;
  private War war;

  @BeforeEach
  void deploy() throws Exception {
    war = War.deploy(directory, YAML, List.of(Early.class, Ending.class, LifeServlet.class));
  }

  @AfterEach
  void undeploy() throws Exception {
    war.close();
  }

  /** The file names the bean, and CDI also finds the bean as a listener of both kinds. */
  @Test
  void aBeanIsMadeOnceAndEndsWithTheLimiter() throws Exception {
    assertThat(war.get("/life").body()).isEqualTo("made decision");
    assertThat(war.get("/after").body()).isEqualTo("made decision ended");
  }

  @Test
  void limiterThatIsInjectedBeforeTheFilterStartsIsTheOneOfTheFilter() throws Exception {
    assertThat(war.get("/early").body()).isEqualTo("true");
    assertThat(war.get("/life").headers().firstValue("X-RateLimit-Limit")).contains("5");
  }
}
