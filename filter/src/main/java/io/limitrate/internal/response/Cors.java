package io.limitrate.internal.response;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the Fetch standard asks of a limiter: browsers hide response headers from scripts of other
 * origins unless they are exposed, and ask for permission by requests of their own, which are not
 * the user's.
 */
public final class Cors {
  public static final String ORIGIN = "Origin";
  public static final String REQUEST_METHOD = "Access-Control-Request-Method";
  public static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  public static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

  private Cors() {}

  /**
   * Those names that are still to be exposed, as the value of a further header line.
   *
   * @param exposed the lines of {@link #EXPOSE_HEADERS} so far
   * @return empty if all of them are
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
