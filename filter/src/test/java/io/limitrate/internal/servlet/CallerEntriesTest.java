package io.limitrate.internal.servlet;

import static io.limitrate.config.CallerLists.NONE;
import static io.limitrate.config.CallerLists.anyOf;
import static io.limitrate.config.CallerLists.apiKeys;
import static io.limitrate.config.CallerLists.countries;
import static io.limitrate.config.CallerLists.header;
import static io.limitrate.config.CallerLists.ranges;
import static io.limitrate.config.CallerLists.userAgents;
import static io.limitrate.internal.servlet.ListedApp.FORWARDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallerList;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.servlet.WebApp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of entry of a list, behind a trusted proxy that names the clients. */
class CallerEntriesTest {
  private final ListedApp listed = new ListedApp();
  private final WebApp app = listed.web;

  @AfterEach
  void close() {
    listed.close();
  }

  @Test
  void comparesTheWholeIpv6Address() throws Exception {
    listed.start(NONE.denying(ranges("2001:db8::1")));

    assertThat(listed.twice(FORWARDED, "2001:db8::1")).containsExactly(403, 403);
    assertThat(listed.twice(FORWARDED, "2001:db8::2")).containsExactly(200, 429);
  }

  @Test
  void aClientCannotForgeItsAddressOrCountry() throws Exception {
    listed.start(
        WebApp.limit("/*", "1/1h", "ip")
            .proxies(TrustedProxies.of(List.of(Cidr.parse("10.0.0.0/8"))))
            .lists(NONE.allowing(anyOf(ranges("203.0.113.7"), countries("Geo", "DE")))));

    assertThat(listed.twice(FORWARDED, "203.0.113.7", "Geo", "DE")).containsExactly(200, 429);
  }

  @ParameterizedTest
  @CsvSource({"DE, 403", "de, 403", "FR, 200"})
  void knowsTheCountryThatATrustedProxyNames(String country, int status) throws Exception {
    listed.start(NONE.denying(countries("CF-IPCountry", "DE", "AT")));

    assertThat(app.get("/", "cf-ipcountry", country).statusCode()).isEqualTo(status);
  }

  @Test
  void aCountryThatTheClientSendsBeforeTheProxyDoesNotCount() throws Exception {
    listed.start(NONE.denying(countries("CF-IPCountry", "DE")));

    assertThat(app.get("/", "CF-IPCountry", "FR", "CF-IPCountry", "DE").statusCode())
        .isEqualTo(403);
    assertThat(app.get("/", "CF-IPCountry", "DE", "CF-IPCountry", "FR").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"FR, DE | 403", "FR,DE | 403", "DE, FR | 200"})
  void aCountryBeforeTheOneOfTheProxyInAJoinedLineDoesNotCount(String line, int status)
      throws Exception {
    listed.start(NONE.denying(countries("CF-IPCountry", "DE")));

    assertThat(app.get("/", "CF-IPCountry", line).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (compatible; ExampleBot/1.0), 403",
    "examplebot, 403",
    "curl/8.5.0, 403",
    "curl, 200",
    "Mozilla/5.0, 200"
  })
  void matchesPatternsOfTheUserAgent(String agent, int status) throws Exception {
    listed.start(NONE.denying(userAgents("*ExampleBot*", "curl/8*0")));

    assertThat(app.get("/", "User-Agent", agent).statusCode()).isEqualTo(status);
  }

  @Test
  void keysAreComparedExactlyAndAreNeverShown() throws Exception {
    CallerList keys = anyOf(apiKeys("s3cret-key"), header("X-Partner", "s3cret-partner"));
    listed.start(NONE.allowing(keys));

    assertThat(listed.twice("X-Api-Key", "s3cret-key")).containsExactly(200, 200);
    assertThat(listed.twice("x-partner", "s3cret-partner")).containsExactly(200, 200);
    assertThat(listed.twice("X-Api-Key", "S3cret-key")).containsExactly(200, 429);
    assertThat(keys.toString()).isEqualTo("1 value of x-api-key; 1 value of x-partner");
  }
}
