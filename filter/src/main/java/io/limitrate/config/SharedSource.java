package io.limitrate.config;

import java.util.regex.Pattern;

/** Names the source of caches that several nodes share. */
public sealed interface SharedSource {

  /** A data grid or database to which Limitrate itself connects. */
  enum Provider {
    /** Redis or Valkey, by Redisson. */
    REDIS("redis", "org.redisson:redisson"),
    /** A member of a Hazelcast cluster in this process. */
    HAZELCAST("hazelcast", "com.hazelcast:hazelcast"),
    /** A client of a Hazelcast cluster. The members of the cluster need no class of Limitrate. */
    HAZELCAST_CLIENT("hazelcast-client", "com.hazelcast:hazelcast"),
    /** A member of an Infinispan cluster in this process. */
    INFINISPAN("infinispan", "org.infinispan:infinispan-jcache");

    private final String text;
    private final String artifact;

    Provider(String text, String artifact) {
      this.text = text;
      this.artifact = artifact;
    }

    /** Returns the provider's name in a configuration. */
    public String text() {
      return text;
    }

    /** Returns the Maven artifact that must be on the class path. */
    public String artifact() {
      return artifact;
    }
  }

  /** Returns the provider's name in a configuration. */
  String provider();

  /**
   * A provider whose own configuration file describes the connection.
   *
   * @param config the file's path, or {@code classpath:} and the name of a resource
   */
  record Configured(Provider kind, String config) implements SharedSource {
    @Override
    public String provider() {
      return kind.text();
    }

    @Override
    public String toString() {
      return kind.text() + " of " + config;
    }
  }

  /**
   * A single Redis server.
   *
   * @param address {@code redis://[user:password@]host:port}, or {@code rediss} for TLS; in the
   *     user and the password every character except letters, digits and {@code -._~} is written as
   *     {@code %XX}
   */
  record RedisAddress(String address) implements SharedSource {
    private static final String CREDENTIAL = "(?:[A-Za-z0-9._~!$&'()*,;=-]|%[0-9A-Fa-f]{2})";
    private static final Pattern FORM =
        Pattern.compile(
            "rediss?://(?:"
                + (CREDENTIAL + "*:" + CREDENTIAL + "+@)?")
                + "(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");
    private static final Pattern CREDENTIALS = Pattern.compile("^([a-z]*://)?.*@", Pattern.DOTALL);

    /** Checks the form of the address. */
    public RedisAddress {
      if (!FORM.matcher(address).matches() || port(address) > 65_535) {
        throw new IllegalArgumentException(
            "address \"" + shown(address) + "\": must be redis://[user:password@]host:port");
      }
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Returns an address without its credentials. Accepts any text, also an invalid address. */
    public static String shown(String address) {
      return CREDENTIALS.matcher(address).replaceFirst("$1***@");
    }

    @Override
    public String provider() {
      return Provider.REDIS.text();
    }

    @Override
    public String toString() {
      return "redis at " + shown(address);
    }
  }

  /**
   * A cache of strings that the application creates and closes.
   *
   * @param provider the class name of the cache's provider, or {@code default} for the only
   *     provider on the class path
   */
  record Application(String provider, String cache) implements SharedSource {
    @Override
    public String toString() {
      return "cache " + cache + " of " + provider;
    }
  }
}
