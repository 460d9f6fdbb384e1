package io.limitrate.internal.path;

import io.limitrate.internal.path.PathNode.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds all values whose path pattern matches the path of a request, in any spelling of the path.
 *
 * <p>Patterns: {@code /login} matches only this path; {@code /products/{id}} has a variable, which
 * matches exactly one segment; {@code /api/*} matches {@code /api} and all paths below it, {@code
 * /*} matches all paths; {@code *.jsp} matches each path whose last segment has this extension.
 * Patterns are case-sensitive and written as decoded text.
 *
 * <p>Paths: repeated slashes count as one slash, a trailing slash does not count, {@code .} and
 * {@code ..} are resolved but never above the root, and the part of a segment from a {@code ;} on
 * is ignored.
 *
 * <p>The time of a match is linear in the path's length, and independent of the number of patterns
 * that do not match. Immutable and thread-safe.
 *
 * @param <T> the type of the values
 */
public final class PathPatterns<T> {
  private final PathNode<T> root = new PathNode<>();
  private final PathNode<T> extensions = new PathNode<>();
  private final List<Entry<T>> everything = new ArrayList<>();

  private PathPatterns(List<Entry<T>> entries) {
    entries.forEach(entry -> home(entry.pattern()).add(entry));
  }

  /** Returns a builder without patterns. */
  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  private List<Entry<T>> home(PathPattern pattern) {
    if (pattern instanceof PathPattern.Extension extension) {
      return extensions.literalForAdding(extension.extension()).exact();
    }
    PathPattern.Path path = (PathPattern.Path) pattern;
    PathNode<T> node = root;
    for (String segment : path.segments()) {
      boolean variable = PathPattern.Path.isVariable(segment);
      node = variable ? node.variableForAdding() : node.literalForAdding(segment);
    }
    if (!path.below()) {
      return node.exact();
    }
    return node == root ? everything : node.below();
  }

  /**
   * Returns all matches, the most specific first. Patterns are compared segment by segment from the
   * left: a literal segment precedes a variable, and a variable precedes {@code *}. Extensions
   * follow all paths except {@code /*}. Values of equal patterns come in the order of adding. The
   * caller owns the list.
   *
   * @param servletPath the decoded first part of the path, as {@code getServletPath()} gives it
   * @param pathInfo the decoded rest, as {@code getPathInfo()} gives it
   */
  public List<Match<T>> match(String servletPath, @Nullable String pathInfo) {
    String head = rootAsEmpty(servletPath);
    String tail = pathInfo == null ? "" : rootAsEmpty(pathInfo);
    if (!NormalPath.isNormal(head) || !NormalPath.isNormal(tail)) {
      head = NormalPath.of(head + tail);
      tail = "";
    }
    List<Match<T>> found = walk(root, head, tail, 0, List.of());
    found = add(extension(tail.isEmpty() ? head : tail), head, tail, found);
    return add(everything, head, tail, found);
  }

  private static String rootAsEmpty(String path) {
    return path.equals("/") ? "" : path;
  }

  /**
   * Adds the matches below a node for the rest of the path, which begins at {@code at}. The path is
   * {@code head} followed by {@code tail}.
   */
  private List<Match<T>> walk(
      PathNode<T> node, String head, String tail, int at, List<Match<T>> before) {
    List<Match<T>> found = before;
    int split = head.length();
    if (at == split + tail.length()) {
      found = add(node.exact(), head, tail, found);
    } else {
      String text = at < split ? head : tail;
      int base = at < split ? 0 : split;
      int from = at - base + 1;
      int end = NormalPath.endOfSegment(text, from);
      PathNode<T> literal = node.literal(text, from, end);
      if (literal != null) {
        found = walk(literal, head, tail, base + end, found);
      }
      PathNode<T> variable = node.variable();
      if (variable != null) {
        found = walk(variable, head, tail, base + end, found);
      }
    }
    return add(node.below(), head, tail, found);
  }

  private List<Entry<T>> extension(String path) {
    int dot = path.lastIndexOf('.');
    if (dot < 0 || dot < path.lastIndexOf('/')) {
      return List.of();
    }
    PathNode<T> node = extensions.literal(path, dot + 1, path.length());
    return node == null ? List.of() : node.exact();
  }

  private static <T> List<Match<T>> add(
      List<Entry<T>> entries, String head, String tail, List<Match<T>> found) {
    if (entries.isEmpty()) {
      return found;
    }
    List<Match<T>> all = found.isEmpty() ? new ArrayList<>(4) : found;
    for (int i = 0; i < entries.size(); i++) {
      all.add(new Match<>(entries.get(i), head, tail));
    }
    return all;
  }

  /**
   * A pattern that matches a path. Immutable and thread-safe.
   *
   * @param <T> the type of the value
   */
  public static final class Match<T> {
    private final Entry<T> entry;
    private final String head;
    private final String tail;

    private Match(Entry<T> entry, String head, String tail) {
      this.entry = entry;
      this.head = head;
      this.tail = tail;
    }

    /** Returns the text of the pattern. */
    public String pattern() {
      return entry.pattern().text();
    }

    /** Returns the value of the pattern. */
    public T value() {
      return entry.value();
    }

    /**
     * Returns the segment that the variable {@code {name}} matches; {@code null} if the pattern has
     * no such variable.
     */
    public @Nullable String variable(String name) {
      int index = entry.pattern().variable(name);
      return index < 0 ? null : segment(index);
    }

    private String segment(int index) {
      String text = head;
      int from = 1;
      for (int i = 0; ; i++) {
        if (from > text.length()) {
          text = tail;
          from = 1;
        }
        int end = NormalPath.endOfSegment(text, from);
        if (i == index) {
          return text.substring(from, end);
        }
        from = end + 1;
      }
    }

    @Override
    public String toString() {
      return pattern() + " -> " + value();
    }
  }

  /**
   * Collects patterns. Not thread-safe.
   *
   * @param <T> the type of the values
   */
  public static final class Builder<T> {
    private final List<Entry<T>> entries = new ArrayList<>();

    private Builder() {}

    /**
     * Adds a value to a pattern, beside the earlier values of the pattern.
     *
     * @throws IllegalArgumentException when the text is not a pattern; the message names the text
     *     and the rule
     */
    public Builder<T> add(String pattern, T value) {
      entries.add(new Entry<>(PathPattern.parse(pattern), value));
      return this;
    }

    /** Returns the patterns that were added. */
    public PathPatterns<T> build() {
      return new PathPatterns<>(entries);
    }
  }
}
