package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.CallerList;
import io.limitrate.LogLines;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.internal.yaml.Components;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that change while the application runs. */
class ListReloadTest {
  private static final String API =
      """
      store: { caffeine: { maxEntries: 100 } }
      policies: { api: { quotas: 10/1m } }
      rules: [{ path: /*, policies: api }]
      """;
  private static final String CHANGED = API.replace("10/1m", "20/1m");

  @TempDir Path directory;
  private ApplicationRuntime runtime;

  private void write(String yaml) throws IOException {
    Files.writeString(directory.resolve("limits.yaml"), yaml);
  }

  private void start(String yaml) throws IOException {
    write(yaml);
    runtime =
        ApplicationRuntime.startUnasked(new FileSource(directory.resolve("limits.yaml"), false));
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  @Test
  void aChangedListTakesEffectByItselfAndADamagedListDoesNot() throws Exception {
    Path file = Files.writeString(directory.resolve("deny.txt"), "203.0.113.0/24\n");
    start(API + "deny: { files: " + file + " }\n");
    try (LogLines logged = LogLines.of(CallerList.class)) {
      Files.writeString(file, "198.51.100.0/24\n");
      logged.await("has changed, and has 1 entries");
      assertThat(denied("203.0.113.7")).isFalse();
      assertThat(denied("198.51.100.7")).isTrue();

      Files.writeString(file, "");
      logged.await("keeps its 1 entries, because the file has no entry");
      write(CHANGED + "deny: { files: " + file + " }\n");
      assertThat(runtime.reload()).containsExactly("policy api changed");

      assertThat(denied("198.51.100.7")).isTrue();
      assertThat(logged.lines()).filteredOn(line -> line.contains("keeps its")).hasSize(1);
    }
  }

  private boolean denied(String address) {
    return !runtime.limiter().check(new TestCall().with("ip", address), List.of()).permitted();
  }

  @Test
  void listsChangeWithTheConfiguration() throws Exception {
    start(API + "allow: { apikeys: one }\ndeny: { ranges: 203.0.113.7 }\n");
    assertThat(denied("203.0.113.7")).isTrue();

    write(API + "allow: { apikeys: two }\n");
    assertThat(runtime.reload()).containsExactly("allow changed", "deny changed");

    assertThat(denied("203.0.113.7")).isFalse();
  }

  @Test
  void tellsThatOnlyTheKeysOfAnExemptionHaveChanged() throws Exception {
    String exempt = API.replace("}]", "}, { path: /*, exempt: { apikeys: one } }]");
    start(exempt);
    write(exempt.replace("one", "two"));

    assertThat(runtime.reload()).containsExactly("exempt of rules changed");
  }

  @Test
  void aListThatIsNotNamedAnyMoreIsNotWatched() throws Exception {
    Path file = Files.writeString(directory.resolve("deny.txt"), "203.0.113.0/24\n");
    start(API + "deny: { files: " + file + " }\n");
    assertThat(ConfigurationWatchTest.threads(file)).isOne();

    write(API);
    runtime.reload();

    assertThat(ConfigurationWatchTest.threads(file)).isZero();
  }

  @Test
  void aReloadOfAClosedLimiterStartsNoWatch() throws Exception {
    Path file = Files.writeString(directory.resolve("deny.txt"), "203.0.113.0/24\n");
    start(API);
    FileSource source = new FileSource(directory.resolve("limits.yaml"), false);
    Reloads reloads = new Reloads(runtime, source, Components.ofThread());
    reloads.close();
    write(API + "deny: { files: " + file + " }\n");

    assertThatThrownBy(reloads::reload).hasMessage("the limiter is closed");

    assertThat(ConfigurationWatchTest.threads(file)).isZero();
  }
}
