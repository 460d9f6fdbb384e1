package io.limitrate.tck.load;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.LocalSource;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.runtime.Limitrate;
import io.limitrate.servlet.RateLimitFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs Tomcat until the process is ended. Its servlet answers a known number of requests a second,
 * and a header of a trusted proxy names the class of a request.
 */
final class OverloadProgram {
  /** The header with the class. */
  static final String HEADER = "X-Priority";

  private OverloadProgram() {}

  /** Starts the server; the arguments are the port and the most requests in flight, 0 for all. */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    int inFlight = Integer.parseInt(arguments[1]);
    RateLimitFilter filter = new RateLimitFilter(Limitrate.start(configuration(inFlight)));
    TomcatProgram.run(port, new BusyServlet(), TomcatProgram.filter(filter));
  }

  private static Configuration configuration(int inFlight) {
    Policy all = Policy.builder("all").key("ip").quotas("1000000/1s").build();
    Configuration.Builder configuration =
        Configuration.builder()
            .store(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000))
            .proxies(TrustedProxies.of(List.of(Cidr.parse(LoadSettings.HOST))))
            .limit(LoadSettings.PATHS, all);
    if (inFlight > 0) {
      configuration.shedding(
          SheddingSettings.builder().inFlight(inFlight).priorities(classes()).build());
    }
    return configuration.build();
  }

  private static PrioritySettings classes() {
    Map<String, String> values = new TreeMap<>();
    PrioritySettings.USUAL.forEach(name -> values.put(name, name));
    return new PrioritySettings(
        PrioritySettings.USUAL, "normal", List.of(new Assignment.ByHeader(HEADER, values)));
  }
}
