package io.limitrate.internal.review;

/**
 * A problem of a rule.
 *
 * @param setting the rule's name in the configuration, such as {@code rules[0]}
 * @param path the rule's path
 * @param message the violated rule and the correction
 */
public record Finding(String setting, String path, String message) {

  /** Returns the finding on one line. */
  String text() {
    return setting + " \"" + path + "\": " + message;
  }
}
