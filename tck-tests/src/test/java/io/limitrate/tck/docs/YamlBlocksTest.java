package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.limitrate.config.Configuration;
import io.limitrate.internal.application.Bootstrap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads each YAML block of the pages as a limitrate.yaml. */
class YamlBlocksTest {

  static Stream<Block> blocks() throws IOException {
    return Block.in("yaml");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyYamlBlockIsAConfiguration(Block block) {
    assertThatCode(() -> read(block.text())).doesNotThrowAnyException();
  }

  private static Configuration read(String yaml) throws IOException {
    return Bootstrap.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "limitrate.yaml");
  }
}
