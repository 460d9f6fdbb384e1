package io.limitrate.tck;

/**
 * The platform that a test class runs on, as a row of the table of results shows it.
 *
 * @param container the container's name
 * @param version the container's version
 * @param servlet the version of Jakarta Servlet
 * @param jaxrs the implementation of Jakarta REST, with {@code (bundled)} if the WAR contains it;
 *     {@code -} for none
 * @param cdi the implementation of CDI, in the same form
 */
public record Platform(String container, String version, String servlet, String jaxrs, String cdi) {
  /** The entry for a missing implementation. */
  public static final String NONE = "-";

  /** Returns the container's name and version. */
  String title() {
    return container + " " + version;
  }
}
