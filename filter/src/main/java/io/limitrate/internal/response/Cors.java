package io.limitrate.internal.response;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Header names of CORS (Fetch standard), and the list of headers to expose. Browsers hide response
 * headers from scripts of other origins unless the response exposes them.
 */
public final class Cors {
  public static final String ORIGIN = "Origin";
  public static final String REQUEST_METHOD = "Access-Control-Request-Method";
  public static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  public static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

  private Cors() {}

  /**
   * Returns the names that the response does not expose yet, as the value of a further header line.
   *
   * @param exposed the lines of {@link #EXPOSE_HEADERS} in the response
   * @return the empty text if the response exposes all names
   */
  public static String toExpose(List<String> names, Collection<String> exposed) {
    Set<String> known =
        exposed.stream()
            .flatMap(line -> List.of(line.split(",")).stream())
            .map(name -> name.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    List<String> missing = new ArrayList<>(names);
    missing.removeIf(name -> known.contains(name.toLowerCase(Locale.ROOT)));
    return String.join(", ", missing);
  }
}
