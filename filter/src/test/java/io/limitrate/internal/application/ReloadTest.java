package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.LogLines;
import io.limitrate.application.Bean;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ConfigurationMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload of a configuration file. */
class ReloadTest {
  private static final String STORE = "store: { caffeine: { maxEntries: 100 } }\n";
  private static final String API =
      STORE + "policies: { api: { quotas: 10/1m } }\nrules: [{ path: /*, policies: api }]\n";
  private static final String CHANGED = API.replace("10/1m", "20/1m");
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  @TempDir Path directory;
  private ApplicationRuntime runtime;

  private void write(String yaml) throws IOException {
    Files.write(directory.resolve("limits.yaml"), yaml.getBytes(StandardCharsets.UTF_8));
  }

  private void start(String yaml, boolean watched) throws IOException {
    write(yaml);
    runtime =
        ApplicationRuntime.startUnasked(new FileSource(directory.resolve("limits.yaml"), watched));
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void tellsAndLogsWhatHasChanged() throws Exception {
    start(API + "logins: { main: { paths: /login } }\n", false);
    write(
        STORE
            + """
            policies: { api: { quotas: 20/1m }, new: { quotas: 5/1s, key: user } }
            rules: [{ path: /*, policies: api }, { path: /a, policies: new }]
            logins: { other: { paths: /login } }
            response: { body: empty }
            maxBody: 1000
            """);

    try (LogLines logged = LogLines.of(Application.class)) {
      assertThat(runtime.reload())
          .containsExactly(
              "policy api changed",
              "policy new added",
              "rule /a: new added",
              "login main removed",
              "login other added",
              "response changed",
              "maxBody changed");
      assertThat(logged.lines())
          .contains(
              "INFO Limitrate has reloaded its configuration, and is configured by limits.yaml:"
                  + " policy api changed, policy new added, rule /a: new added, login main removed,"
                  + " login other added, response changed, maxBody changed");
    }
    assertThat(runtime.application().policy("api").quotas()).hasToString("20/1m");
  }

  @Test
  void seesChangesThatTheLogDoesNotShow() throws Exception {
    start(API, false);
    write(API.replace("10/1m", "10/1m, cost: { from: header:Units, default: 1, max: 5 }"));

    assertThat(runtime.reload()).containsExactly("policy api changed");
  }

  @Test
  void tellsNothingAboutAFileThatSaysTheSame() throws Exception {
    start(API, false);
    write("# a comment\n" + API);

    try (LogLines logged = LogLines.of(Application.class)) {
      assertThat(runtime.reload()).isEmpty();
      assertThat(logged.lines()).isEmpty();
    }
  }

  @Test
  void keepsItsConfigurationAndTheErrorsOfAnInvalidFile() throws Exception {
    start(API, false);
    Application before = runtime.application();
    write(API.replace("10/1m", "10/0m") + "polices: {}\n");

    try (LogLines logged = LogLines.of(Application.class)) {
      assertThatThrownBy(() -> runtime.reload())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("policies.api.quotas")
          .hasMessageContaining("did you mean policies?");
      assertThat(logged.lines()).hasSize(1);
      assertThat(logged.lines().get(0)).contains("10/0m", "polices");
    }
    assertThat(runtime.application()).isSameAs(before);
    assertThat(runtime.reloadErrors()).hasSize(2);

    write(CHANGED);
    runtime.reload();
    assertThat(runtime.reloadErrors()).isEmpty();
  }

  @Test
  void rejectsAnotherStoreWithPlaceAndValues() throws Exception {
    start(API, false);
    write(API.replace("maxEntries: 100", "maxEntries: 200"));

    assertThatThrownBy(() -> runtime.reload())
        .hasMessageContaining(
            "limits.yaml:1: store \"caffeine for 200 keys\": cannot change from \"caffeine for 100"
                + " keys\" while the application runs: restart the application");
  }

  @Test
  void rejectsOtherListeners() throws Exception {
    start(API, false);
    write(API + "listeners: io.limitrate.application.Bean\n");

    assertThatThrownBy(() -> runtime.reload())
        .hasMessageContaining(
            "limits.yaml:4: listeners \"io.limitrate.application.Bean\": cannot change from \"\"");
  }

  @Test
  void seesAChangedBan() throws Exception {
    start(API, false);
    write(API.replace("10/1m", "10/1m, ban: { rejections: 5/1m, for: 10m }"));

    assertThat(runtime.reload()).containsExactly("policy api changed");
  }

  @Test
  void createsNoListenerTwice() throws Exception {
    Bean.work(() -> {});
    start(API + "listeners: io.limitrate.application.Bean\n", false);
    write(CHANGED + "listeners: io.limitrate.application.Bean\n");

    assertThat(runtime.reload()).containsExactly("policy api changed");

    assertThat(Bean.made()).isOne();
  }

  @Test
  void aChangedFileTakesEffectByItself() throws Exception {
    try (LogLines logged = LogLines.of(Application.class)) {
      start(API, true);
      write(CHANGED);

      logged.await("policy api changed");
    }

    assertThat(runtime.application().policy("api").quotas()).hasToString("20/1m");
  }

  @Test
  void anInvalidFileIsLoggedOnceHoweverLongItStays() throws Exception {
    try (LogLines logged = LogLines.of(Application.class)) {
      start(API, true);
      write("policies: { api: 1 }");
      logged.await("keeps its configuration, because the new one has errors");
      write(CHANGED);
      logged.await("policy api changed");

      assertThat(logged.lines()).filteredOn(line -> line.startsWith("SEVERE")).hasSize(1);
    }
  }

  @Test
  void jmxReloadsAndShowsErrorsWhileItIsConfigured() throws Exception {
    start(API + "admin: { jmx: true }\n", false);
    ConfigurationMXBean bean =
        JMX.newMXBeanProxy(SERVER, names().iterator().next(), ConfigurationMXBean.class);
    write("policies: { api: 1 }");

    assertThatThrownBy(bean::reload).hasMessageContaining("policies.api");
    assertThat(bean.getReloadErrors()).hasSize(1);

    write(CHANGED + "admin: { jmx: true }\n");
    assertThat(bean.reload()).containsExactly("policy api changed");
    assertThat(bean.getReloadErrors()).isEmpty();
    assertThat(bean.getOrigin()).isEqualTo("limits.yaml");

    write(CHANGED);
    runtime.reload();
    assertThat(names()).isEmpty();
  }

  private static Set<ObjectName> names() throws Exception {
    return SERVER.queryNames(new ObjectName("io.limitrate:type=Configuration,*"), null);
  }

  @Test
  void aConfigurationOfCodeIsReplacedByCode() throws Exception {
    Configuration built = Configuration.builder().jmx(true).build();
    runtime = ApplicationRuntime.start(built);

    assertThatThrownBy(() -> runtime.reload())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("call reload with the new configuration");
    assertThat(runtime.reload(Configuration.builder().build())).containsExactly("admin changed");
    runtime.close();
    assertThatThrownBy(() -> runtime.reload(built)).hasMessageContaining("closed");
    assertThat(names()).isEmpty();
  }

  @Test
  void codeDoesNotReplaceTheConfigurationOfAFile() throws Exception {
    start(API, false);

    assertThatThrownBy(() -> runtime.reload(Configuration.builder().build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configured by limits.yaml");
  }
}
