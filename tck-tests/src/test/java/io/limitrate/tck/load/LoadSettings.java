package io.limitrate.tck.load;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import jakarta.servlet.Filter;
import java.util.List;

/**
 * The settings of a server under load, which its program gets as arguments.
 *
 * @param perSecond the requests that the limiter permits each client in a second
 * @param port a free port of the loopback interface
 */
record LoadSettings(Protection protection, int perSecond, int port) {
  /** What a program prints when its server answers. */
  static final String READY = "The server answers.";

  /** The paths of the servlet and of the limiter. */
  static final String PATHS = "/api/*";

  static final String HOST = "127.0.0.1";
  private static final int MAX_CLIENTS = 10_000;

  static LoadSettings of(String[] arguments) {
    return new LoadSettings(
        Protection.valueOf(arguments[0]),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]));
  }

  List<String> arguments() {
    return List.of(protection.name(), Integer.toString(perSecond), Integer.toString(port));
  }

  /** Returns Limitrate's filter over the cache of the protection, or the answers alone. */
  Filter filter() {
    return protection == Protection.ANSWERS ? new ConstantAnswers(perSecond) : limitrate();
  }

  private RateLimitFilter limitrate() {
    LocalSource source =
        protection == Protection.LIMITRATE_EHCACHE
            ? new LocalSource.Ehcache()
            : new LocalSource.Caffeine();
    Policy policy = Policy.builder("api").key("ip").quotas(perSecond + "/1s fixed-window").build();
    return new RateLimitFilter(
        Limitrate.start(
            Configuration.builder()
                .store(new StoreSettings.InProcess(source, MAX_CLIENTS))
                .limit(PATHS, policy)
                .build()));
  }
}
