package io.limitrate.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.app.cdi.HeardServlet;
import io.limitrate.tck.app.cdi.Hearing;
import io.limitrate.tck.cdi.app.BeanApplication;
import io.limitrate.tck.cdi.app.BeanResource;
import io.limitrate.tck.cdi.app.RestServlet;
import io.limitrate.tck.cdi.app.WovenServlet;
import io.limitrate.tck.woven.WovenService;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call is charged once, even if an interceptor sees it in addition to the other entrances. */
@DisabledIfSystemProperty(named = "ee", matches = "11")
class OnceOnlyBeanTest {
  private static final String YAML =
      """
      store: { caffeine: {} }
      policies:
        resource: { quotas: 10/1h }
        woven: { quotas: 10/1h }
      """;

  private static final String RULE = "rules: [{ path: /rest/*, policies: resource }]\n";

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, filter {1}, rule {2}")
  @CsvSource({
    "plain, false, false",
    "stage, false, false",
    "plain, true, false",
    "stage, true, false",
    "plain, true, true",
    "stage, true, true"
  })
  void resourceThatIsABeanIsChargedOnce(String method, boolean filter, boolean rule)
      throws Exception {
    String yaml = rule ? YAML + RULE : YAML;
    List<Class<?>> classes =
        List.of(
            BeanApplication.class,
            BeanResource.class,
            RestServlet.class,
            Hearing.class,
            HeardServlet.class);
    try (War war =
        filter
            ? War.deploy(directory, yaml, classes)
            : War.deployWithoutFilter(directory, yaml, classes)) {
      HttpResponse<String> first = war.get("/rest/" + method);
      HttpResponse<String> second = war.get("/rest/" + method);

      assertThat(first.body()).isEqualTo("done");
      assertThat(first.headers().allValues("X-RateLimit-Remaining")).containsExactly("9");
      assertThat(second.headers().allValues("X-RateLimit-Remaining")).containsExactly("8");
      assertThat(war.get("/cdi/heard?policy=resource").body()).isEqualTo("2");
    }
  }

  @Test
  void methodThatIsWovenIsLeftToTheAspect() throws Exception {
    Class<?> ofTheWeaver = Class.forName(WovenService.class.getName() + "$AjcClosure1");
    List<Class<?>> classes = List.of(WovenService.class, ofTheWeaver, WovenServlet.class);
    try (War war = War.deploy(directory, YAML, classes)) {
      HttpResponse<String> twice = war.get("/woven");

      assertThat(twice.body()).isEqualTo("donedone");
      assertThat(twice.headers().allValues("X-RateLimit-Remaining")).containsExactly("8");
    }
  }
}
