package io.limitrate.config;

import java.util.List;

/** Validates the path patterns of rules, and finds rules that have no effect. */
public interface Routing {

  /**
   * Checks a path pattern.
   *
   * @throws IllegalArgumentException when the text is no valid pattern; the message names the rule
   *     that the text breaks
   */
  void checkPath(String pattern);

  /** Returns the rules that can have no effect, or that contradict each other. */
  List<Finding> review(List<NamedRule> rules);

  /** Returns the rules whose effect differs from the effect that their text suggests. */
  List<Finding> doubtful(List<NamedRule> rules);

  /**
   * A problem of a rule.
   *
   * @param setting the rule's name in the configuration, such as {@code rules[0]}
   * @param path the rule's path
   * @param message the violated rule and the correction
   */
  record Finding(String setting, String path, String message) {

    /** Returns the finding on one line. */
    public String text() {
      return setting + " \"" + path + "\": " + message;
    }
  }
}
