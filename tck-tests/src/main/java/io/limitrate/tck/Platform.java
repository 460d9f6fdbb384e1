package io.limitrate.tck;

/**
 * What a binding runs on, as a row of the table of results says it.
 *
 * @param container its name
 * @param version its version
 * @param servlet the version of Jakarta Servlet
 * @param jaxrs who implements Jakarta REST, and whether the container brings it or the WAR bundles
 *     it; {@code -} for none
 * @param cdi who implements CDI, in the same way
 */
public record Platform(String container, String version, String servlet, String jaxrs, String cdi) {
  /** For what is not there. */
  public static final String NONE = "-";

  /** Its name and version. */
  String title() {
    return container + " " + version;
  }
}
