package io.limitrate.internal.yaml;

import io.limitrate.DecisionListener;
import io.limitrate.Policy;
import io.limitrate.config.Component;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.source.Node;
import io.limitrate.internal.source.Source;
import io.limitrate.login.LoginListener;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads all sections of a configuration. */
final class ConfigurationBinder {
  private static final String[] KEYS = {
    "store",
    "trustedProxies",
    "allow",
    "deny",
    "tiers",
    "policies",
    "rules",
    "priorities",
    "shedding",
    "waiting",
    "logins",
    "challenges",
    "response",
    "listeners",
    "admin",
    "maxBody"
  };

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
    Section top = Setting.top(tree, errors).section(KEYS);
    Configuration.Builder builder = baseWithoutRules().origin(origin).source(source);
    boolean shareKnown = store(top, builder);
    if (top.has("trustedProxies")) {
      builder.proxies(ProxiesBinder.read(top.get("trustedProxies")));
    }
    ChallengesBinder challenges = challenges(top);
    if (top.has("allow") || top.has("deny")) {
      builder.lists(new CallersBinder(components).read(top, base.lists(), challenges));
    }
    if (top.has("response")) {
      builder.response(ResponseBinder.read(top.get("response")));
    }
    Tiers tiers = tiers(top);
    PrioritiesBinder priorities = new PrioritiesBinder(components, tiers);
    new SheddingBinder(components, priorities)
        .read(top, base.shedding())
        .ifPresent(builder::shedding);
    top.find("waiting").flatMap(WaitingBinder::read).ifPresent(builder::waiting);
    Policies policies = policies(top, tiers, shareKnown);
    if (errors.isEmpty()) {
      tiers.checkListed(policies.tiers(), priorities.usedTiers());
    }
    for (Policy policy : policies.ofFile()) {
      builder.policy(policy);
    }
    for (Rule rule : rules(top, policies)) {
      builder.rule(rule);
    }
    for (LoginSettings login : logins(top, challenges)) {
      builder.login(login);
    }
    new ListenersBinder(components, errors).read(top, builder);
    if (top.has("admin")) {
      builder.jmx(top.get("admin").section("jmx").isTrue("jmx", false));
    }
    Optional<Long> maxBody = top.whole("maxBody", 1, LONGEST_BODY);
    if (maxBody.isPresent()) {
      builder.maxBody(Math.toIntExact(maxBody.get()));
    }
    for (Component<?> component : components.made()) {
      builder.component(component);
    }
    return builder.build();
  }

  private Configuration.Builder baseWithoutRules() {
    Configuration.Builder builder =
        Configuration.builder()
            .store(base.store())
            .proxies(base.proxies())
            .lists(base.lists())
            .waiting(base.waiting())
            .response(base.response())
            .jmx(base.jmx())
            .maxBody(base.maxBody());
    for (Policy policy : base.policies().values()) {
      builder.policy(policy);
    }
    for (DecisionListener listener : base.listeners()) {
      builder.listener(listener);
    }
    for (LoginSettings login : base.logins().values()) {
      builder.login(login);
    }
    for (LoginListener listener : base.loginListeners()) {
      builder.loginListener(listener);
    }
    for (Component<?> component : base.components()) {
      builder.component(component);
    }
    return builder;
  }

  /** Reads the store. Returns whether the share of this node in a quota is known. */
  private boolean store(Section top, Configuration.Builder builder) {
    if (!top.has("store")) {
      return true;
    }
    StoreSettings store = new StoreBinder(components).read(top.get("store"));
    builder.store(store);
    return !(store instanceof StoreSettings.Shared) || StoreBinder.saysNodes(top.get("store"));
  }

  private Tiers tiers(Section top) {
    return top.has("tiers")
        ? new TiersBinder(components).read(top.get("tiers"))
        : Tiers.none(top.suggestions().contains("tiers"));
  }

  private Policies policies(Section top, Tiers tiers, boolean shareKnown) {
    PolicyBinder binder = new PolicyBinder(components, tiers, shareKnown);
    Policies policies = new Policies(base.policies(), top.suggestions().contains("policies"));
    for (Setting policy : entries(top, "policies")) {
      policies.read(policy, binder);
    }
    return policies;
  }

  private static List<Setting> entries(Section top, String name) {
    return top.has(name) ? top.get(name).entries() : List.of();
  }

  private List<Rule> rules(Section top, Policies policies) {
    RulesBinder binder = new RulesBinder(policies, new CallersBinder(components));
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : base.rules()) {
      rules.add(binder.overlaid(rule));
    }
    if (top.has("rules")) {
      rules.addAll(binder.read(top.get("rules")));
    }
    return rules;
  }

  private ChallengesBinder challenges(Section top) {
    ChallengesBinder challenges =
        new ChallengesBinder(components, top.suggestions().contains("challenges"));
    if (top.has("challenges")) {
      challenges.read(top.get("challenges"));
    }
    return challenges;
  }

  private List<LoginSettings> logins(Section top, ChallengesBinder challenges) {
    List<Setting> logins = entries(top, "logins");
    Map<String, LoginSettings> others = new LinkedHashMap<>(base.logins());
    for (Setting login : logins) {
      others.remove(login.name());
    }
    LoginPaths paths = new LoginPaths(others.values());
    LoginBinder binder = new LoginBinder(components, challenges, paths);
    List<LoginSettings> read = new ArrayList<>();
    for (Setting login : logins) {
      read.add(binder.read(login));
    }
    if (errors.isEmpty()) {
      challenges.checkUsed();
    }
    return read;
  }
}
