package io.limitrate.internal.path;

import io.limitrate.internal.path.PathPattern.Extension;
import io.limitrate.internal.path.PathPattern.Path;
import java.util.List;

/** Compares path patterns by the paths that they match. */
public final class PathRelations {
  private PathRelations() {}

  /** Returns whether at least one path matches both patterns. */
  public static boolean overlap(PathPattern a, PathPattern b) {
    if (a instanceof Path first) {
      return b instanceof Path second
          ? overlap(first, second)
          : endsWith(first, (Extension) b) || first.below() || endsWithVariable(first);
    }
    return b instanceof Path ? overlap(b, a) : sameExtension(a, b);
  }

  private static boolean overlap(Path a, Path b) {
    int common = Math.min(a.segments().size(), b.segments().size());
    for (int i = 0; i < common; i++) {
      String one = a.segments().get(i);
      String other = b.segments().get(i);
      if (!Path.isVariable(one) && !Path.isVariable(other) && !one.equals(other)) {
        return false;
      }
    }
    return reaches(a, b) && reaches(b, a);
  }

  /** Returns whether the first pattern can match paths with as many segments as the second. */
  private static boolean reaches(Path a, Path b) {
    return a.below() || a.segments().size() >= b.segments().size();
  }

  /** Returns whether the first pattern matches all paths that the second pattern matches. */
  public static boolean covers(PathPattern a, PathPattern b) {
    if (a instanceof Path first) {
      return b instanceof Path second
          ? covers(first, second)
          : isEverything(first) || isEverythingBelowTheRoot(first);
    }
    return b instanceof Path path ? endsWith(path, (Extension) a) : sameExtension(a, b);
  }

  private static boolean covers(Path a, Path b) {
    List<String> segments = a.segments();
    if (segments.size() > b.segments().size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String one = segments.get(i);
      if (!Path.isVariable(one) && !one.equals(b.segments().get(i))) {
        return false;
      }
    }
    return a.below() || (segments.size() == b.segments().size() && !b.below());
  }

  /** Returns whether both patterns match the same paths; the names of variables do not count. */
  public static boolean equivalent(PathPattern a, PathPattern b) {
    return covers(a, b) && covers(b, a);
  }

  /** Returns whether the first of two overlapping patterns is more specific than the second. */
  public static boolean precedes(PathPattern a, PathPattern b) {
    if (equivalent(a, b)) {
      return false;
    }
    if (a instanceof Path first && b instanceof Path second) {
      return precedes(first, second);
    }
    boolean isPathFirst = a instanceof Path;
    return isPathFirst != isEverything((Path) (isPathFirst ? a : b));
  }

  private static boolean precedes(Path a, Path b) {
    int common = Math.min(a.segments().size(), b.segments().size());
    for (int i = 0; i < common; i++) {
      boolean variable = Path.isVariable(a.segments().get(i));
      if (variable != Path.isVariable(b.segments().get(i))) {
        return !variable;
      }
    }
    return a.segments().size() != b.segments().size()
        ? a.segments().size() > b.segments().size()
        : b.below();
  }

  private static boolean isEverything(Path path) {
    return path.below() && path.segments().isEmpty();
  }

  private static boolean isEverythingBelowTheRoot(Path path) {
    return path.below() && path.segments().size() == 1 && endsWithVariable(path);
  }

  private static boolean endsWithVariable(Path path) {
    List<String> segments = path.segments();
    return !segments.isEmpty() && Path.isVariable(segments.get(segments.size() - 1));
  }

  private static boolean endsWith(Path path, Extension extension) {
    List<String> segments = path.segments();
    if (path.below() || segments.isEmpty() || endsWithVariable(path)) {
      return false;
    }
    String last = segments.get(segments.size() - 1);
    return last.substring(last.lastIndexOf('.') + 1).equals(extension.extension())
        && last.indexOf('.') >= 0;
  }

  private static boolean sameExtension(PathPattern a, PathPattern b) {
    return a instanceof Extension one
        && b instanceof Extension other
        && one.extension().equals(other.extension());
  }
}
