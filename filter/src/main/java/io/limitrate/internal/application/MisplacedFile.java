package io.limitrate.internal.application;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds a configuration file at a likely place that Limitrate does not read. */
public final class MisplacedFile {
  private static final List<String> IN_APPLICATION =
      List.of(
          "/",
          "/META-INF/",
          "/WEB-INF/config/",
          "classpath:META-INF/",
          "classpath:WEB-INF/",
          "classpath:config/");

  /** Excludes WEB-INF, which an executable WAR of Spring Boot has on the class path. */
  private static final List<String> ON_CLASS_PATH =
      List.of("classpath:META-INF/", "classpath:config/");

  private static final String TO_CLASS_PATH =
      "move the file to the root of the class path, as src/main/resources/" + Bootstrap.FILE;
  private static final String TO_APPLICATION =
      "move the file to WEB-INF/"
          + Bootstrap.FILE
          + " or "
          + Bootstrap.CLASS_PATH
          + Bootstrap.FILE
          + " (src/main/resources), or name the place in the init-param \"config\" of"
          + " RateLimitFilter";

  private MisplacedFile() {}

  /**
   * Returns the message about a misplaced file of a web application.
   *
   * @param exists tells whether a file exists, such as {@code /META-INF/limitrate.yaml} or {@code
   *     classpath:config/limitrate.yaml}
   */
  public static Optional<String> ofApplication(Predicate<String> exists) {
    return find(IN_APPLICATION, exists).map(place -> message(place, TO_APPLICATION));
  }

  /** Returns the message about a misplaced file of an application that is not a web application. */
  static Optional<String> onClassPath(Predicate<String> exists) {
    return find(ON_CLASS_PATH, exists).map(place -> message(place, TO_CLASS_PATH));
  }

  private static Optional<String> find(List<String> directories, Predicate<String> exists) {
    return directories.stream()
        .flatMap(directory -> Stream.of(Bootstrap.FILE, Bootstrap.MISTAKEN).map(directory::concat))
        .filter(exists)
        .findFirst();
  }

  private static String message(String place, String mend) {
    boolean served = place.lastIndexOf('/') == 0;
    return place
        + ": Limitrate reads no file at this place"
        + (served ? ", and clients can download the file" : "")
        + ": "
        + mend;
  }
}
