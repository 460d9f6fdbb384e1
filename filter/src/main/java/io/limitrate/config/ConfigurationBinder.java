package io.limitrate.config;

import io.limitrate.DecisionListener;
import io.limitrate.store.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads all sections. */
final class ConfigurationBinder {
  private final Configuration base;
  private final Consumer<String> paths;
  private final Components components = Components.ofThread();
  private final Errors errors;

  ConfigurationBinder(Configuration base, Consumer<String> paths, Errors errors) {
    this.base = base;
    this.paths = paths;
    this.errors = errors;
  }

  Configuration read(Node.Mapping tree) {
    Section top =
        Setting.top(tree, errors)
            .section(
                "store", "trustedProxies", "tiers", "policies", "rules", "response", "listeners");
    Configuration.Builder builder = base.withoutRules();
    Optional<StoreSettings> store = top.find("store").map(StoreBinder::read);
    store.ifPresent(builder::store);
    top.find("trustedProxies").map(ProxiesBinder::read).ifPresent(builder::proxies);
    top.find("response").map(ResponseBinder::read).ifPresent(builder::response);
    boolean shareKnown =
        !(store.orElse(null) instanceof StoreSettings.Shared)
            || top.find("store").map(StoreBinder::saysNodes).orElse(false);
    Policies policies = policies(top, shareKnown);
    policies.ofFile().forEach(builder::policy);
    rules(top, policies).forEach(builder::rule);
    listeners(top).forEach(builder::listener);
    return builder.build();
  }

  private Policies policies(Section top, boolean shareKnown) {
    Tiers tiers =
        top.find("tiers")
            .map(setting -> new TiersBinder(components).read(setting))
            .orElse(Tiers.NONE);
    PolicyBinder binder = new PolicyBinder(components, tiers, shareKnown);
    Policies policies = new Policies(base.policies());
    for (Setting policy : top.find("policies").map(Setting::entries).orElse(List.of())) {
      policies.read(policy, binder);
    }
    return policies;
  }

  private List<Rule> rules(Section top, Policies policies) {
    RulesBinder binder = new RulesBinder(policies, paths);
    List<Rule> rules = new ArrayList<>();
    base.rules().forEach(rule -> rules.add(binder.overlaid(rule)));
    top.find("rules").map(binder::read).ifPresent(rules::addAll);
    return rules;
  }

  /** Those named, and all services of a class that nobody named. */
  private List<DecisionListener> listeners(Section top) {
    List<DecisionListener> listeners =
        new ArrayList<>(top.find("listeners").map(this::named).orElse(List.of()));
    for (DecisionListener service : services()) {
      if (listeners.stream().noneMatch(known -> known.getClass() == service.getClass())) {
        listeners.add(service);
      }
    }
    return listeners;
  }

  private List<DecisionListener> named(Setting setting) {
    return setting.values().stream()
        .map(value -> value.read(name -> components.find(DecisionListener.class, name)))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<DecisionListener> services() {
    try {
      return components.services(DecisionListener.class);
    } catch (IllegalArgumentException e) {
      errors.add(Place.outsideTheFile("class path"), String.valueOf(e.getMessage()));
      return List.of();
    }
  }
}
