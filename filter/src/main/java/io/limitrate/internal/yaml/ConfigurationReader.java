package io.limitrate.internal.yaml;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.review.Finding;
import io.limitrate.internal.review.RuleReview;
import io.limitrate.internal.source.Fingerprints;
import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Place;
import io.limitrate.internal.source.Places;
import io.limitrate.internal.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;

/**
 * Reads limitrate.yaml: YAML 1.2 in UTF-8 without tags, of at most 1 MiB.
 *
 * <p>Reading is safe for a file from an untrusted source, with one exception: the reader loads the
 * classes that the file names from the application's class path, and creates objects of these
 * classes.
 */
public final class ConfigurationReader {
  private static final int MOST_BYTES = 1 << 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ConfigurationReader() {}

  /**
   * Reads a file on top of a base configuration. A section of the file replaces the section of the
   * base. A policy of the file replaces the policy of the same name. Rules and listeners of the
   * file are added to those of the base. Listeners that are beans or services are added too.
   *
   * @param name the file's name for messages
   * @param base the configuration that the file overrides
   * @param overrides the system properties that override the file's settings
   * @throws ConfigurationException listing all errors
   */
  public static Configuration read(
      InputStream yaml, String name, Configuration base, Overrides overrides) throws IOException {
    Components components = Components.ofThread();
    try {
      return read(yaml, name, base, overrides, components);
    } catch (RuntimeException | Error e) {
      components.close();
      throw e;
    }
  }

  /** Does the same with objects of the application that an earlier reading may have created. */
  public static Configuration read(
      InputStream yaml, String name, Configuration base, Overrides overrides, Components components)
      throws IOException {
    Errors errors = new Errors();
    Messages notes = new Messages();
    Node.Mapping file = YamlTree.read(text(yaml, name), name);
    SortedMap<PropertyName, String> properties =
        ApplicableProperties.of(overrides, file, base.policies().keySet(), errors, notes);
    Node.Mapping tree = SystemProperties.over(file, properties, errors);
    Source source =
        new Source(
            Places.of(tree),
            base.rules().size(),
            PropertyName.effective(properties.keySet()),
            notes.texts(),
            Fingerprints.of(tree));
    Configuration configuration =
        new ConfigurationBinder(base, components, errors).read(tree, name, source);
    errors.throwIfAny();
    review(configuration, errors);
    errors.throwIfAny();
    return configuration;
  }

  /** Compares the rules with each other. Runs after each single rule is valid. */
  private static void review(Configuration configuration, Errors errors) {
    for (Finding finding : RuleReview.withoutEffect(configuration)) {
      Place place = configuration.source().places().find(finding.setting());
      errors.add(place, finding.setting(), finding.path(), finding.message());
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
