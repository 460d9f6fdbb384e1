package io.limitrate.bench;

/** What arrives at the limiters. */
enum LoadScenario {
  /** Fewer requests than any limit. */
  PERMITTED("All requests permitted"),
  /** About ten times as many requests as the limit. */
  FLOOD("A flood of ten times the limit");

  private static final int NO_LIMIT = 1_000_000_000;
  private static final int FLOOD_FACTOR = 10;

  private final String title;

  LoadScenario(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * Returns the limit of a limiter in a second.
   *
   * @param perSecond the requests that the server answers without a limiter in a second
   */
  int limit(double perSecond) {
    return this == FLOOD ? (int) (perSecond / FLOOD_FACTOR) : NO_LIMIT;
  }
}
