package io.limitrate.internal.store.provider;

import io.limitrate.config.Configuration;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.yaml.ConfigurationReader;
import io.limitrate.internal.yaml.Overrides;
import io.limitrate.tck.FreePorts;
import io.limitrate.tck.docs.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The examples of docs/configuration.md, on free ports; one object uses the same ports in all
 * examples.
 */
final class Examples {
  private final Path directory;
  private final Map<String, String> ports;

  Examples(Path directory) {
    this.directory = directory;
    List<Integer> free = FreePorts.find(2);
    String first = Integer.toString(free.get(0));
    String second = Integer.toString(free.get(1));
    ports = Map.of("17701", first, "17800", first, "17702", second, "17801", second);
  }

  /** Returns the source of caches in a provider's example. */
  SharedSource source(SharedSource.Provider provider, String heading, int block) {
    return new SharedSource.Configured(provider, file(heading, block).toString());
  }

  /** Writes a provider's configuration to a file. */
  Path file(String heading, int block) {
    try {
      Path file = Files.createTempFile(directory, "provider", ".xml");
      return Files.writeString(file, block(heading, block));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the store settings of a limitrate.yaml. */
  static StoreSettings.Shared settings(String yaml) {
    try {
      Configuration read =
          ConfigurationReader.read(
              new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
              "limitrate.yaml",
              Configuration.builder().build(),
              Overrides.NONE);
      return (StoreSettings.Shared) read.store();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a code block below a heading, counted from 0. */
  String block(String heading, int index) {
    String block = blocks(heading).get(index).text();
    for (Map.Entry<String, String> port : ports.entrySet()) {
      block = block.replace(port.getKey(), port.getValue());
    }
    return block;
  }

  private static List<Block> blocks(String heading) {
    try {
      return Block.below("docs/configuration.md", heading);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
