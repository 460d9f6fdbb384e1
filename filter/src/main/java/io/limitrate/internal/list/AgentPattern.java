package io.limitrate.internal.list;

import java.util.List;
import java.util.Locale;

/**
 * A pattern of the header User-Agent, in which {@code *} stands for any text. Letter case is
 * ignored. A match takes time in proportion to the length of the header. Immutable.
 *
 * @param parts the texts between the stars, in lower case
 */
public record AgentPattern(List<String> parts) {
  public AgentPattern {
    parts = List.copyOf(parts);
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if the pattern matches every client
   */
  public static AgentPattern parse(String text) {
    if (text.replace("*", "").isBlank()) {
      throw new IllegalArgumentException(
          "\"" + text + "\": matches every client: name a part of the User-Agent, such as *bot*");
    }
    return new AgentPattern(List.of(text.toLowerCase(Locale.ROOT).split("\\*", -1)));
  }

  /** Returns whether the pattern matches a whole header, given in lower case. */
  boolean matches(String agent) {
    String first = parts.get(0);
    String last = parts.get(parts.size() - 1);
    if (parts.size() == 1) {
      return agent.equals(first);
    }
    int end = agent.length() - last.length();
    if (end < first.length() || !agent.startsWith(first) || !agent.endsWith(last)) {
      return false;
    }
    int from = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int at = agent.indexOf(part, from);
      if (at < 0 || at + part.length() > end) {
        return false;
      }
      from = at + part.length();
    }
    return true;
  }

  /** Returns the pattern in lower case. */
  @Override
  public String toString() {
    return String.join("*", parts);
  }
}
