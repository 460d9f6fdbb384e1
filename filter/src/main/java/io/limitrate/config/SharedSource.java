package io.limitrate.config;

import java.util.regex.Pattern;

/** Where caches come from that several nodes share. */
public sealed interface SharedSource {

  /** A grid or database that Limitrate connects to by itself. */
  enum Provider {
    /** Redis or Valkey, by Redisson. */
    REDIS("redis", "org.redisson:redisson"),
    /** A member of a Hazelcast cluster, in this process. */
    HAZELCAST("hazelcast", "com.hazelcast:hazelcast"),
    /** A client of a Hazelcast cluster, whose members need nothing of Limitrate. */
    HAZELCAST_CLIENT("hazelcast-client", "com.hazelcast:hazelcast"),
    /** A member of an Infinispan cluster, in this process. */
    INFINISPAN("infinispan", "org.infinispan:infinispan-jcache");

    private final String text;
    private final String artifact;

    Provider(String text, String artifact) {
      this.text = text;
      this.artifact = artifact;
    }

    /** The name in a configuration. */
    public String text() {
      return text;
    }

    /** What has to be on the class path. */
    public String artifact() {
      return artifact;
    }
  }

  /** The provider's name in a configuration. */
  String provider();

  /**
   * A provider that its own configuration file describes.
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
   * @param address {@code redis://[user:password@]host:port}, {@code rediss} for TLS; what is no
   *     letter, digit or one of {@code -._~} in user and password is written as {@code %XX}
   */
  record RedisAddress(String address) implements SharedSource {
    private static final String CREDENTIAL = "(?:[A-Za-z0-9._~!$&'()*,;=-]|%[0-9A-Fa-f]{2})";
    private static final Pattern FORM =
        Pattern.compile(
            "rediss?://(?:"
                + (CREDENTIAL + "*:" + CREDENTIAL + "+@)?")
                + "(?:[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");
    private static final Pattern CREDENTIALS = Pattern.compile("^([a-z]*://)?.*@", Pattern.DOTALL);

    /** Checks the form. */
    public RedisAddress {
      if (!FORM.matcher(address).matches() || port(address) > 65_535) {
        throw new IllegalArgumentException(
            "address \"" + shown(address) + "\": must be redis://[user:password@]host:port");
      }
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** An address, or what was meant to be one, without its credentials. */
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
   * A cache of texts that the application made, and closes.
   *
   * @param provider the class name of its provider, or {@code default} for the only one there is
   */
  record Application(String provider, String cache) implements SharedSource {
    @Override
    public String toString() {
      return "cache " + cache + " of " + provider;
    }
  }
}
