package io.limitrate.config;

import java.util.List;

/** Knows the path patterns of rules: which texts are patterns, and which rules have an effect. */
public interface Routing {

  /**
   * Checks a path pattern.
   *
   * @throws IllegalArgumentException naming the rule that the text breaks
   */
  void checkPath(String pattern);

  /** Finds the rules that can have no effect, or contradict each other. */
  List<Finding> review(List<NamedRule> rules);

  /** Finds the rules that have another effect than their text suggests. */
  List<Finding> doubtful(List<NamedRule> rules);

  /**
   * What is wrong with a rule.
   *
   * @param setting the rule's name in the configuration, such as {@code rules[0]}
   * @param path the rule's path
   * @param message the violated rule and the mend
   */
  record Finding(String setting, String path, String message) {

    /** The finding on one line. */
    public String text() {
      return setting + " \"" + path + "\": " + message;
    }
  }
}
