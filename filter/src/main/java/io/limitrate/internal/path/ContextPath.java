package io.limitrate.internal.path;

/**
 * The context path of a web application, which names the application in its container.
 *
 * @param path such as {@code /shop}; empty for the application at the container's root
 */
public record ContextPath(String path) {
  /** The application at the root of its container. */
  public static final ContextPath ROOT = new ContextPath("");

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException when the path is not empty and does not begin with {@code /},
   *     or ends with {@code /}
   */
  public ContextPath {
    if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
      throw new IllegalArgumentException(
          "context path \"" + path + "\": must be empty, or begin with / and not end with it");
    }
  }

  /** Returns the name of the application: its context path, or {@code /} for the root. */
  public String name() {
    return path.isEmpty() ? "/" : path;
  }

  /** Returns whether another path begins with this path; {@code false} for the root. */
  public boolean leads(String other) {
    return !path.isEmpty() && (other.equals(path) || other.startsWith(path + "/"));
  }
}
