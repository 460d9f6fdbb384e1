package io.limitrate.internal.yaml;

import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Source;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads all sections of a configuration. */
final class ConfigurationBinder {
  /** 1 GiB. A longer body does not fit into an array. */
  private static final int LONGEST_BODY = 1 << 30;

  private final Configuration base;
  private final Components components;
  private final Errors errors;

  ConfigurationBinder(Configuration base, Components components, Errors errors) {
    this.base = base;
    this.components = components;
    this.errors = errors;
  }

  Configuration read(Node.Mapping tree, String origin, Source source) {
    Section top =
        Setting.top(tree, errors)
            .section(
                "store",
                "trustedProxies",
                "tiers",
                "policies",
                "rules",
                "logins",
                "challenges",
                "response",
                "listeners",
                "admin",
                "maxBody");
    Configuration.Builder builder = baseWithoutRules().origin(origin).source(source);
    Optional<StoreSettings> store = top.find("store").map(new StoreBinder(components)::read);
    store.ifPresent(builder::store);
    top.find("trustedProxies").map(ProxiesBinder::read).ifPresent(builder::proxies);
    top.find("response").map(ResponseBinder::read).ifPresent(builder::response);
    boolean shareKnown =
        !(store.orElse(null) instanceof StoreSettings.Shared)
            || top.find("store").map(StoreBinder::saysNodes).orElse(false);
    Policies policies = policies(top, shareKnown);
    policies.ofFile().forEach(builder::policy);
    rules(top, policies).forEach(builder::rule);
    logins(top).forEach(builder::login);
    new ListenersBinder(components, errors).read(top.find("listeners"), builder);
    top.find("admin").map(ConfigurationBinder::jmx).ifPresent(builder::jmx);
    top.find("maxBody")
        .flatMap(setting -> setting.whole(1, LONGEST_BODY))
        .ifPresent(bytes -> builder.maxBody(Math.toIntExact(bytes)));
    components.made().forEach(builder::component);
    return builder.build();
  }

  private Configuration.Builder baseWithoutRules() {
    Configuration.Builder builder =
        Configuration.builder()
            .store(base.store())
            .proxies(base.proxies())
            .response(base.response())
            .jmx(base.jmx())
            .maxBody(base.maxBody());
    base.policies().values().forEach(builder::policy);
    base.listeners().forEach(builder::listener);
    base.logins().values().forEach(builder::login);
    base.loginListeners().forEach(builder::loginListener);
    base.components().forEach(builder::component);
    return builder;
  }

  private static boolean jmx(Setting admin) {
    return admin.section("jmx").find("jmx").map(Setting::isTrue).orElse(false);
  }

  private Policies policies(Section top, boolean shareKnown) {
    Tiers tiers =
        top.find("tiers")
            .map(setting -> new TiersBinder(components).read(setting))
            .orElseGet(() -> Tiers.none(top.suggestions().contains("tiers")));
    PolicyBinder binder = new PolicyBinder(components, tiers, shareKnown);
    Policies policies = new Policies(base.policies(), top.suggestions().contains("policies"));
    for (Setting policy : entries(top, "policies")) {
      policies.read(policy, binder);
    }
    if (errors.isEmpty()) {
      tiers.checkListed(policies.tiers());
    }
    return policies;
  }

  private static List<Setting> entries(Section top, String name) {
    return top.find(name).map(Setting::entries).orElse(List.of());
  }

  private List<Rule> rules(Section top, Policies policies) {
    RulesBinder binder = new RulesBinder(policies);
    List<Rule> rules = new ArrayList<>();
    base.rules().forEach(rule -> rules.add(binder.overlaid(rule)));
    top.find("rules").map(binder::read).ifPresent(rules::addAll);
    return rules;
  }

  private List<LoginSettings> logins(Section top) {
    ChallengesBinder challenges =
        new ChallengesBinder(components, top.suggestions().contains("challenges"));
    top.find("challenges").ifPresent(challenges::read);
    List<Setting> logins = entries(top, "logins");
    LoginPaths ofLogins = new LoginPaths();
    base.logins().values().stream()
        .filter(login -> logins.stream().noneMatch(setting -> setting.name().equals(login.name())))
        .forEach(ofLogins::add);
    LoginBinder binder = new LoginBinder(components, challenges, ofLogins);
    List<LoginSettings> read = logins.stream().map(binder::read).toList();
    if (errors.isEmpty()) {
      challenges.checkUsed();
    }
    return read;
  }
}
