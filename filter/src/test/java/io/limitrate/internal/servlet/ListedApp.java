package io.limitrate.internal.servlet;

import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.servlet.WebApp;
import java.util.List;

/** An application with lists of callers, behind a trusted proxy that names the clients. */
final class ListedApp implements AutoCloseable {
  static final String FORWARDED = "X-Forwarded-For";

  final WebApp web = new WebApp();

  void start(CallerLists lists) throws Exception {
    start(behindProxy().lists(lists));
  }

  void start(Configuration.Builder configuration) throws Exception {
    web.limited(configuration).servlet("/").start();
  }

  /** A limit of one request per hour and client. */
  static Configuration.Builder behindProxy() {
    return WebApp.limit("/*", "1/1h", "ip").proxies(proxy());
  }

  static Configuration.Builder unlimited() {
    return WebApp.configuration().proxies(proxy());
  }

  private static TrustedProxies proxy() {
    return TrustedProxies.of(List.of(Cidr.parse("127.0.0.1/32")));
  }

  /** Returns the statuses of two requests. */
  List<Integer> twice(String... headers) {
    return List.of(web.get("/", headers).statusCode(), web.get("/", headers).statusCode());
  }

  @Override
  public void close() {
    web.close();
  }
}
