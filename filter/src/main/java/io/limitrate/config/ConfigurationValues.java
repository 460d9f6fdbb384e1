package io.limitrate.config;

import io.limitrate.DecisionListener;
import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.source.Source;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a builder collects. A configuration has a copy, which nobody changes. */
final class ConfigurationValues {
  static final String CODE = "code";

  String origin = CODE;
  StoreSettings store = StoreSettings.DEFAULT;
  TrustedProxies proxies = TrustedProxies.none();
  Map<String, Policy> policies = new LinkedHashMap<>();
  List<Rule> rules = new ArrayList<>();
  CallerLists lists = CallerLists.NONE;
  @Nullable SheddingSettings shedding;
  Limiter.Waiting waiting = Limiter.Waiting.DEFAULT;
  ResponseSettings response = ResponseSettings.DEFAULT;
  List<DecisionListener> listeners = new ArrayList<>();
  Map<String, LoginSettings> logins = new LinkedHashMap<>();
  List<LoginListener> loginListeners = new ArrayList<>();
  boolean jmx;
  int maxBody = 1 << 20;
  List<Component<?>> components = new ArrayList<>();
  Source source = Source.CODE;

  /** Returns a copy, whose lists and maps cannot change. */
  ConfigurationValues copy() {
    ConfigurationValues copy = new ConfigurationValues();
    copy.origin = origin;
    copy.store = store;
    copy.proxies = proxies;
    copy.policies = Map.copyOf(policies);
    copy.rules = List.copyOf(rules);
    copy.lists = lists;
    copy.shedding = shedding;
    copy.waiting = waiting;
    copy.response = response;
    copy.listeners = List.copyOf(listeners);
    copy.logins = Map.copyOf(logins);
    copy.loginListeners = List.copyOf(loginListeners);
    copy.jmx = jmx;
    copy.maxBody = maxBody;
    copy.components = List.copyOf(components);
    copy.source = source;
    return copy;
  }
}
