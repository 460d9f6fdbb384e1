package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
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
    assertThatCode(block::configuration).doesNotThrowAnyException();
  }
}
