package io.limitrate.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads limitrate.yaml: YAML 1.2 in UTF-8 without tags, of at most 1 MiB.
 *
 * <p>Safe for files that someone hostile wrote, but for the classes that they name: those are
 * loaded from the application's class path and made.
 */
public final class ConfigurationReader {
  private static final int MOST_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigurationReader() {}

  /**
   * Reads a file. Sections that it has take the place of the base's, its policies that of the
   * base's of the same names; its rules and listeners are added, and listeners that are beans or
   * services too.
   *
   * @param name the file's name, for messages
   * @param base what the file's settings are laid over
   * @param properties system properties, of which those that begin with {@code limitrate.} are laid
   *     over the file's settings
   * @param paths throws an {@link IllegalArgumentException} that names the rule for what is no path
   *     pattern
   * @throws ConfigurationException listing all errors
   */
  public static Configuration read(
      InputStream yaml,
      String name,
      Configuration base,
      Map<String, String> properties,
      Consumer<String> paths)
      throws IOException {
    Errors errors = new Errors();
    Node.Mapping file = YamlTree.read(text(yaml, name), name);
    Node.Mapping tree = SystemProperties.over(file, properties, errors);
    Components components = Components.ofThread();
    try {
      Configuration configuration =
          new ConfigurationBinder(base, paths, components, errors).read(tree, name);
      errors.throwIfAny();
      return configuration;
    } catch (RuntimeException | Error e) {
      components.close();
      throw e;
    }
  }

  private static String text(InputStream yaml, String name) throws IOException {
    byte[] bytes = yaml.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new ConfigurationException(List.of(name + ": must not be larger than 1 MiB"));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(List.of(name + ": must be UTF-8"));
    }
  }
}
