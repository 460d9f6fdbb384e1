package io.limitrate.internal.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Suggests a correction for common syntax errors. Most of them are missing quotes. */
final class YamlHint {
  private static final String PLACEHOLDER =
      ": placeholders are not replaced, set a system property such as"
          + " limitrate.policies.api.quotas";
  private static final String TABS = ": indent by blanks";

  /** Matches a text that is no secret: a path, a pattern or an address. */
  private static final Pattern SHOWN = Pattern.compile("[/*:][^\\s,\"']*");

  private YamlHint() {}

  /** Returns the end of a message; empty when there is no suggestion. */
  static String of(String text, MarkedYamlEngineException violation) {
    String problem = String.valueOf(violation.getProblem());
    int at = violation.getProblemMark().map(mark -> offset(text, mark)).orElse(text.length());
    if (problem.contains("\\t(TAB)")) {
      return TABS;
    }
    if (at > 0 && at < text.length() && text.startsWith("${", at - 1)) {
      return PLACEHOLDER;
    }
    return isUnquoted(text, at, problem, String.valueOf(violation.getContext()))
        ? quotes(text, at)
        : "";
  }

  /** Returns the offset of the mark in chars. The parser counts code points. */
  private static int offset(String text, Mark mark) {
    int most = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.min(mark.getIndex(), most));
  }

  private static boolean isUnquoted(String text, int at, String problem, String context) {
    return problem.endsWith("but got {")
        || problem.endsWith("but got [")
        || problem.contains("cannot start any token")
        || problem.equals("mapping values are not allowed here")
        || context.equals("while scanning an alias")
        || (at < text.length()
            && problem.startsWith("expected the node content")
            && text.charAt(at) == ':');
  }

  private static String quotes(String text, int at) {
    int start = at;
    while (start > 0 && " \n\t,{[".indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    Matcher shown = SHOWN.matcher(text).region(start, text.length());
    return shown.lookingAt()
        ? ": put the value in quotes, \"" + closed(shown.group()) + "\""
        : ": put the value in quotes";
  }

  /** Returns the value without closing brackets that belong to the enclosing collection. */
  private static String closed(String value) {
    String closed = value;
    while ((closed.endsWith("}") && count(closed, '}') > count(closed, '{'))
        || (closed.endsWith("]") && count(closed, ']') > count(closed, '['))) {
      closed = closed.substring(0, closed.length() - 1);
    }
    return closed;
  }

  private static long count(String text, char bracket) {
    return text.chars().filter(c -> c == bracket).count();
  }
}
