package io.limitrate.internal.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/** A valid path pattern. Immutable and thread-safe. */
public sealed interface PathPattern {
  /** Returns the pattern in written form. */
  String text();

  /**
   * Returns the index of the segment that this variable stands for, from 0; -1 if the pattern has
   * no such variable.
   */
  int variable(String name);

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException when the text is not a pattern; the message names the text,
   *     the rule, and a suggestion if there is one
   */
  static PathPattern parse(String text) {
    try {
      return read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + PathHint.of(text), e);
    }
  }

  /** Reads a pattern like {@link #parse}, without a suggestion in the message. */
  static PathPattern read(String text) {
    return text.startsWith("*") ? Extension.parse(text) : Path.parse(text);
  }

  /**
   * A path such as {@code /api/products/{id}}, or a subtree such as {@code /api/products/{id}/*}.
   *
   * @param below whether the pattern is a subtree
   */
  record Path(String text, List<String> segments, boolean below) implements PathPattern {
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_.-]*}");
    private static final Pattern LITERAL = Pattern.compile("[^*{};?#%\\\\\\p{Cntrl}]+");

    private static Path parse(String text) {
      check(text.startsWith("/"), text, "must start with / or *.");
      boolean below = text.endsWith("/*");
      String path = below ? text.substring(0, text.length() - 2) : text;
      boolean root = below ? path.isEmpty() : path.equals("/");
      List<String> segments = root ? List.of() : List.of(path.substring(1).split("/", -1));
      List<String> variables = new ArrayList<>();
      for (String segment : segments) {
        checkSegment(text, segment);
        if (isVariable(segment)) {
          variables.add(segment);
        }
      }
      boolean alike = new HashSet<>(variables).size() < variables.size();
      check(!alike, text, "must not name two variables alike");
      return new Path(text, segments, below);
    }

    private static void checkSegment(String text, String segment) {
      check(!segment.isEmpty(), text, "must not have an empty segment, nor end with /");
      check(!segment.equals(".") && !segment.equals(".."), text, "must not have . or .. segments");
      check(
          isVariable(segment) || LITERAL.matcher(segment).matches(),
          text,
          "a segment must be decoded text without * { } ; ? # % \\ or a variable as {name},"
              + " and * may only be the last segment");
    }

    static boolean isVariable(String segment) {
      return VARIABLE.matcher(segment).matches();
    }

    @Override
    public int variable(String name) {
      return segments.indexOf("{" + name + "}");
    }
  }

  /** An extension such as {@code *.jsp}, which matches the end of a path's last segment. */
  record Extension(String text, String extension) implements PathPattern {
    private static final Pattern FORM = Pattern.compile("\\*\\.([^./*{};?#%\\\\\\p{Cntrl}]+)");

    private static Extension parse(String text) {
      check(FORM.matcher(text).matches(), text, "must be like *.jsp, with one extension");
      return new Extension(text, text.substring(2));
    }

    @Override
    public int variable(String name) {
      return -1;
    }
  }

  private static void check(boolean holds, String text, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("path pattern \"" + text + "\": " + rule);
    }
  }
}
