package io.limitrate.internal.application;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Limiter.Waiting;
import io.limitrate.Policy;
import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.LocalSource;
import io.limitrate.config.ResponseSettings;
import io.limitrate.config.ResponseSettings.Body;
import io.limitrate.config.Rule;
import io.limitrate.config.SheddingSettings;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.yaml.Reading;
import io.limitrate.login.LoginSettings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that each setting of a {@link Configuration} follows, also one that is added later. */
class EverySettingTest {
  private static final Set<String> NO_SETTINGS =
      Set.of("origin", "isBuilt", "components", "source");

  private static final Policy API = Policy.builder("api").quotas("1/1s").build();

  /** A change of each setting. */
  private static final Map<String, UnaryOperator<Configuration.Builder>> CHANGES =
      Map.ofEntries(
          entry(
              "store",
              builder ->
                  builder.store(new StoreSettings.InProcess(new LocalSource.Ehcache(), 5_000))),
          entry(
              "proxies",
              builder -> builder.proxies(TrustedProxies.of(List.of(Cidr.parse("192.0.2.1"))))),
          entry("policies", builder -> builder.policy(API)),
          entry("rules", builder -> builder.rule(new Rule.Limit("/*", Set.of(), List.of(API)))),
          entry(
              "response",
              builder ->
                  builder.response(new ResponseSettings(Set.of(), Body.EMPTY, Optional.empty()))),
          entry("listeners", builder -> builder.listener(charge -> {})),
          entry(
              "logins",
              builder ->
                  builder.login(LoginSettings.builder("main").paths(List.of("/login")).build())),
          entry("loginListeners", builder -> builder.loginListener(event -> {})),
          entry("jmx", builder -> builder.jmx(true)),
          entry(
              "lists", builder -> builder.lists(CallerLists.NONE.denying(CallerLists.users("a")))),
          entry(
              "shedding",
              builder -> builder.shedding(SheddingSettings.builder().inFlight(5).build())),
          entry("waiting", builder -> builder.waiting(Waiting.builder().threads(5).build())),
          entry("maxBody", builder -> builder.maxBody(1)));

  static Stream<String> settings() {
    return Arrays.stream(Configuration.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::getName)
        .filter(name -> !NO_SETTINGS.contains(name));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aFileWithoutTheSettingKeepsItsValue(String setting) throws Exception {
    Configuration base = changed(setting);

    Configuration read = Reading.read("", base, Map.of());

    assertThat(values(base, setting)).isNotEqualTo(values(Reading.DEFAULTS, setting));
    assertThat(values(read, setting)).containsAll(values(base, setting));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aReloadReportsOrRejectsAChangeOfTheSetting(String setting) {
    ConfigurationChange change = new ConfigurationChange(Reading.DEFAULTS, changed(setting));

    List<String> reported = new ArrayList<>(change.texts());
    try {
      change.check();
    } catch (ConfigurationException e) {
      reported.addAll(e.errors());
    }

    assertThat(reported).hasSize(1);
  }

  private static Configuration changed(String setting) {
    assertThat(CHANGES).containsKey(setting);
    return CHANGES.get(setting).apply(Configuration.builder()).build();
  }

  /** Returns the elements of a list, or a single value. */
  private static List<Object> values(Configuration configuration, String setting) throws Exception {
    Object value = Configuration.class.getMethod(setting).invoke(configuration);
    return value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }
}
