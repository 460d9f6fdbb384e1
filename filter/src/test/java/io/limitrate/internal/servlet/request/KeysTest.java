package io.limitrate.internal.servlet.request;

import static io.limitrate.servlet.WebApp.limit;
import static io.limitrate.servlet.WebApp.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Call;
import io.limitrate.config.Configuration;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void userIsCountedFromEachAddress() throws Exception {
    Filter login =
        (request, response, chain) ->
            chain.doFilter(new LoggedIn((HttpServletRequest) request), response);
    app.filter(login).limited(limit("/*", "1/1h", "user | ip")).servlet("/").start();

    assertThat(app.get("/", "X-User", "ann").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-User", "ann").statusCode()).isEqualTo(429);
    assertThat(app.get("/", "X-User", "bob").statusCode()).isEqualTo(200);
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-User", "127.0.0.1").statusCode()).isEqualTo(200);
  }

  private static final class LoggedIn extends HttpServletRequestWrapper {
    LoggedIn(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getRemoteUser() {
      return getHeader("X-User");
    }
  }

  @Test
  void sessionIsCountedAndNotCreated() throws Exception {
    app.limited(limit("/*", "2/1h", "session"))
        .servlet("/", (request, response) -> {})
        .servlet("/login", (request, response) -> request.getSession())
        .start();
    String cookie =
        app.get("/login").headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];

    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
    assertThat(app.get("/", "Cookie", cookie).statusCode()).isEqualTo(429);
    assertThat(app.get("/").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void headerCookieQueryPathAndEndpointAreKeys() throws Exception {
    Configuration.Builder configuration = WebApp.configuration();
    for (String key : List.of("header:K", "cookie:k", "query:k", "path:k", "endpoint")) {
      String name = key.replace(":", "-");
      configuration.limit("/" + name + "/{k}", policy(name, "1/1h", key));
    }
    app.limited(configuration).servlet("/").start();

    assertThat(statuses(List.of("/header-K/1"), "K", "a", "b")).containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/cookie-k/1"), "Cookie", "k=a", "x=1; k=b"))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/query-k/1?k=a", "/query-k/1?x=1&k=%61", "/query-k/1?k=b")))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/path-k/a", "/path-k/%61", "/path-k/b")))
        .containsExactly(200, 429, 200);
    assertThat(statuses(List.of("/endpoint/a", "/endpoint/b"))).containsExactly(200, 429);
  }

  /** Sends the first header value twice. */
  private List<Integer> statuses(List<String> paths, String... header) {
    List<Integer> statuses = new ArrayList<>();
    for (String path : paths) {
      if (header.length == 0) {
        statuses.add(app.get(path).statusCode());
      } else {
        statuses.add(app.get(path, header[0], header[1]).statusCode());
        statuses.add(app.get(path, header[0], header[1]).statusCode());
        statuses.add(app.get(path, header[0], header[2]).statusCode());
      }
    }
    return statuses;
  }

  @Test
  void aRequestReadsEveryPartOfACallExceptThoseOfAMethod() {
    assertThat(Call.class.getMethods())
        .filteredOn(part -> !isReadFromRequests(part))
        .extracting(Method::getName)
        .containsExactlyInAnyOrder("parameter", "cost", "settle");
  }

  private static boolean isReadFromRequests(Method part) {
    return Arrays.stream(HttpCall.class.getDeclaredMethods())
        .anyMatch(own -> own.getName().equals(part.getName()));
  }

  @Test
  void clientCannotChooseItsAddress() throws Exception {
    app.limited(limit("/*", "1/1h", "ip")).servlet("/").start();

    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.2").statusCode()).isEqualTo(429);
  }

  @Test
  void trustedProxyNamesItsClient() throws Exception {
    TrustedProxies loopback = TrustedProxies.of(List.of(Cidr.parse("127.0.0.1")));
    app.limited(limit("/*", "1/1h", "ip").proxies(loopback)).servlet("/").start();

    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "192.0.2.2").statusCode()).isEqualTo(200);
    assertThat(app.get("/", "X-Forwarded-For", "6.6.6.6, 192.0.2.2").statusCode()).isEqualTo(429);
  }
}
