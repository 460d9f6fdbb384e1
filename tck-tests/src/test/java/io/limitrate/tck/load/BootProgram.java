package io.limitrate.tck.load;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import javax.cache.CacheManager;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** Runs Spring Boot on Tomcat until the process is ended. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BootProgram {
  private static final String CACHE = "buckets";
  private static final long MAX_CLIENTS = 10_000;

  public static void main(String[] arguments) {
    LoadSettings settings = LoadSettings.of(arguments);
    SpringApplication application = new SpringApplication(BootProgram.class);
    application.setDefaultProperties(properties(settings));
    application.addInitializers(context -> protect((GenericApplicationContext) context, settings));
    application.run();
    System.out.println(LoadSettings.READY);
  }

  @Bean
  ServletRegistrationBean<TextServlet> text() {
    return new ServletRegistrationBean<>(new TextServlet(), LoadSettings.PATHS);
  }

  /** Returns the properties of Boot, and those of bucket4j's starter, which only its jar reads. */
  private static Map<String, Object> properties(LoadSettings settings) {
    return Map.ofEntries(
        Map.entry("server.address", LoadSettings.HOST),
        Map.entry("server.port", settings.port()),
        Map.entry("server.tomcat.max-keep-alive-requests", -1),
        Map.entry("spring.main.banner-mode", "off"),
        Map.entry("bucket4j.cache-to-use", "jcache"),
        Map.entry("bucket4j.filters[0].cache-name", CACHE),
        Map.entry("bucket4j.filters[0].url", "/api/.*"),
        Map.entry("bucket4j.filters[0].rate-limits[0].cache-key", "getRemoteAddr()"),
        Map.entry(bandwidth("capacity"), settings.perSecond()),
        Map.entry(bandwidth("time"), 1),
        Map.entry(bandwidth("unit"), "seconds"),
        Map.entry(bandwidth("refill-speed"), "interval"));
  }

  private static String bandwidth(String property) {
    return "bucket4j.filters[0].rate-limits[0].bandwidths[0]." + property;
  }

  private static void protect(GenericApplicationContext context, LoadSettings settings) {
    switch (settings.protection()) {
      case NONE -> {}
      case ANSWERS, LIMITRATE_EHCACHE, LIMITRATE_CAFFEINE -> add(context, settings.filter());
      case PEER -> context.registerBean(CacheManager.class, BootProgram::buckets);
    }
  }

  private static void add(GenericApplicationContext context, Filter filter) {
    context.registerBean(
        FilterRegistrationBean.class,
        () -> {
          var registration = new FilterRegistrationBean<>(filter);
          registration.addUrlPatterns(LoadSettings.PATHS);
          registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
          return registration;
        });
  }

  /** Returns a cache like the cache of Limitrate: by reference, bounded, without statistics. */
  private static CacheManager buckets() {
    CacheManager manager = new CaffeineCachingProvider().getCacheManager();
    CaffeineConfiguration<String, byte[]> configuration = new CaffeineConfiguration<>();
    configuration.setStoreByValue(false);
    configuration.setMaximumSize(OptionalLong.of(MAX_CLIENTS));
    manager.createCache(CACHE, configuration);
    return manager;
  }
}
