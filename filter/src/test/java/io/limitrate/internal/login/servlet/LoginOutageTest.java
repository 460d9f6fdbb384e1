package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.config.Configuration;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.login.LoginSettings;
import io.limitrate.servlet.LoginApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins whose store is unavailable. */
class LoginOutageTest {
  private static final String PROVIDER = CaffeineCachingProvider.class.getName();
  private static final String HERE = address(0);

  private final LoginApp login = new LoginApp();
  private final Cache<String, String> cache =
      Caching.getCachingProvider(PROVIDER)
          .getCacheManager()
          .createCache(
              "logins-" + UUID.randomUUID(),
              new MutableConfiguration<String, String>().setTypes(String.class, String.class));

  @AfterEach
  void close() {
    login.close();
    cache.close();
  }

  private void start(FailureRule failure) throws Exception {
    LoginSettings.Builder settings = LoginApp.settings().failure(failure);
    Configuration.Builder configuration = login.configuration(settings);
    SharedSource source = new SharedSource.Application(PROVIDER, cache.getName());
    StoreSettings.Shared.Builder store = StoreSettings.shared(source, Key.random());
    // a closed cache fails at once; a busy machine may make an open one slow
    login.start(configuration.store(store.timeout(Duration.ofSeconds(5)).build()));
  }

  @Test
  void loginThatFailsClosedAnswers503ToAllClients() throws Exception {
    start(FailureRule.CLOSED);
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(200);

    cache.close();

    HttpResponse<String> rejected = login.login(HERE, "alice", RIGHT);
    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("1");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(login.checks()).isEqualTo(1);
  }

  @Test
  void loginContinuesLocallyWithoutTheStoreAndKeepsItsCounters() throws Exception {
    start(FailureRule.LOCAL);
    login.guess(HERE, "alice");
    login.guess(HERE, "alice");

    cache.close();

    assertThat(login.guess(HERE, "alice")).isEqualTo(503);
    awaitAnswers();
    assertThat(IntStream.range(0, 4).map(i -> login.guess(HERE, "alice")))
        .containsExactly(401, 403, 403, 429);
    assertThat(login.login(address(1), "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  /** Waits until the attempts of another client are counted again. */
  private void awaitAnswers() {
    long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (login.guess(address(2), "bob") == 503) {
      assertThat(System.nanoTime() - untilNanos).as("it takes too long").isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
