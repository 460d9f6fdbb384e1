package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.yaml.Components;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs outside of a servlet container, which read only the class path. */
class MisplacedFileTest {
  @TempDir private Path classes;

  @ParameterizedTest
  @ValueSource(strings = {"config/limitrate.yaml", "META-INF/limitrate.yml"})
  void fileBelowTheRootOfTheClassPathStopsTheProgram(String file) throws IOException {
    write(file);

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "classpath:"
                + file
                + ": Limitrate reads no file at this place: move the file to the root of the class"
                + " path, as src/main/resources/limitrate.yaml");
  }

  @Test
  void misplacedFileIsIgnoredBesideAFileAtTheRoot() throws IOException {
    write("config/limitrate.yaml");
    write("limitrate.yaml");

    assertThat(read().origin()).isEqualTo("classpath:limitrate.yaml");
  }

  @Test
  void fileOfAnExecutableWarIsIgnored() throws IOException {
    write("WEB-INF/limitrate.yaml");

    assertThat(read().origin()).isEqualTo(Bootstrap.NONE);
  }

  private void write(String file) throws IOException {
    Path path = classes.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "");
  }

  private Configuration read() throws IOException {
    try (URLClassLoader application = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      return Bootstrap.classPath(application, Components.ofThread());
    }
  }
}
