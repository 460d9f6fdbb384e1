package io.limitrate.tck.load;

/** What limits the requests of a server under load by their client's address. */
public enum Protection {
  /** Nothing. */
  NONE,
  /** Nothing; but a filter sends the answers that Limitrate's filter would send. */
  ANSWERS,
  /** Limitrate's filter over Ehcache. */
  LIMITRATE_EHCACHE,
  /** Limitrate's filter over Caffeine. */
  LIMITRATE_CAFFEINE,
  /** The limiter that comes with the server; with Spring Boot the starter of bucket4j. */
  PEER
}
