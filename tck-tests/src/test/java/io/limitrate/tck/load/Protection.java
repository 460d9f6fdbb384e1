package io.limitrate.tck.load;

/** What limits the requests of a server under load by their client's address. */
public enum Protection {
  /** Nothing. */
  NONE,
  /** Limitrate's filter over Ehcache. */
  LIMITRATE_EHCACHE,
  /** Limitrate's filter over Caffeine. */
  LIMITRATE_CAFFEINE,
  /** The limiter that comes with the server; with Spring Boot the starter of bucket4j. */
  PEER
}
