package io.limitrate.internal.store.provider;

import io.limitrate.spi.StoreProvider;
import java.util.List;

/** The providers that are a part of Limitrate. A library loads when its provider opens caches. */
public enum BuiltInProvider implements StoreProvider {
  EHCACHE("ehcache", false, "org.ehcache:ehcache"),
  CAFFEINE("caffeine", false, "com.github.ben-manes.caffeine:jcache"),
  CACHE("cache", false, "org.ehcache:ehcache"),
  REDIS("redis", true, "org.redisson:redisson"),
  HAZELCAST("hazelcast", true, "com.hazelcast:hazelcast"),
  HAZELCAST_CLIENT("hazelcast-client", true, "com.hazelcast:hazelcast"),
  INFINISPAN("infinispan", true, "org.infinispan:infinispan-jcache"),
  SHARED_CACHE("shared-cache", true, "the cache's provider");

  /** The key of the address of a single Redis server. */
  public static final String ADDRESS = "address";

  /** The key of the product's own configuration file. */
  public static final String CONFIG = "config";

  /** The key of the class name of a JCache provider. */
  public static final String JCACHE = "provider";

  /** The key of the name of the application's cache. */
  public static final String NAME = "name";

  /** The key of the name of the application's cache for rejected keys. */
  public static final String REJECTED = "rejected";

  private final String text;
  private final boolean shared;
  private final String artifact;

  BuiltInProvider(String text, boolean shared, String artifact) {
    this.text = text;
    this.shared = shared;
    this.artifact = artifact;
  }

  @Override
  public String id() {
    return text;
  }

  @Override
  public boolean shared() {
    return shared;
  }

  @Override
  public List<String> keys() {
    return switch (this) {
      case EHCACHE, CAFFEINE -> List.of();
      case CACHE -> List.of(NAME, REJECTED, JCACHE);
      case REDIS -> List.of(ADDRESS, CONFIG);
      case HAZELCAST, HAZELCAST_CLIENT, INFINISPAN -> List.of(CONFIG);
      case SHARED_CACHE -> List.of(NAME, JCACHE);
    };
  }

  @Override
  public Caches open(Context context) {
    try {
      return connect(context);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "provider \"" + text + "\": needs " + artifact + " on the class path", e);
    }
  }

  private Caches connect(Context context) {
    return switch (this) {
      case EHCACHE -> new EhcacheCaches();
      case CAFFEINE -> new CaffeineCaches();
      case CACHE -> LocalApplicationCaches.of(context);
      case REDIS -> RedissonCaches.of(context);
      case HAZELCAST -> HazelcastCaches.member(ConfigFile.of(context), context.processor());
      case HAZELCAST_CLIENT -> HazelcastCaches.client(ConfigFile.of(context));
      case INFINISPAN ->
          new InfinispanCaches(ConfigFile.of(context), context.timeout(), context.processor());
      case SHARED_CACHE -> SharedApplicationCaches.of(context);
    };
  }
}
