package io.limitrate.internal.load;

import io.limitrate.internal.path.NormalPath;
import io.limitrate.internal.path.PathPatterns;
import io.limitrate.internal.path.RequestedPath;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request: the path of the request line, and the path that the container dispatches
 * to. Both may differ, and the client chooses the spelling of the first.
 *
 * @param requested the path of the request line; {@code null} if it is the other path
 * @param mapped the decoded path of the servlet, without the context path
 */
public record CallPath(@Nullable String requested, String mapped) {

  /**
   * Returns the path of a request.
   *
   * @param uri the path of the request line, not decoded
   * @param context the context path of the application, decoded
   * @param mapped the decoded path of the servlet
   */
  public static CallPath of(String uri, String context, String mapped) {
    return new CallPath(RequestedPath.of(uri, context, mapped, null), mapped);
  }

  /** Returns whether the pattern matches at least one of the paths. */
  boolean mayMatch(PathPatterns<?> pattern) {
    return !pattern.match(mapped, null).isEmpty()
        || (requested != null && !pattern.match(requested, null).isEmpty());
  }

  /** Returns whether the pattern matches both paths, and the path is not spelt as a detour. */
  boolean surelyMatches(PathPatterns<?> pattern) {
    return !NormalPath.isDetour(mapped)
        && !pattern.match(mapped, null).isEmpty()
        && (requested == null || !pattern.match(requested, null).isEmpty());
  }
}
