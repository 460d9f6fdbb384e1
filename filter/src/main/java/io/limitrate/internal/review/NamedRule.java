package io.limitrate.internal.review;

import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.login.LoginSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a rule and the rule's name in the configuration.
 *
 * @param setting {@code rules[0]}, or {@code logins.main.paths[0]} for a path of a login
 */
public record NamedRule(String setting, Rule rule) {

  /** Returns the rules of a configuration and the paths of its logins. */
  public static List<NamedRule> of(Configuration configuration) {
    List<NamedRule> named = new ArrayList<>();
    int ofCode = configuration.source().rulesOfCode();
    List<Rule> rules = configuration.rules();
    for (int i = 0; i < rules.size(); i++) {
      String setting = i < ofCode ? "builder.rules[" + i + "]" : "rules[" + (i - ofCode) + "]";
      named.add(new NamedRule(setting, rules.get(i)));
    }
    for (LoginSettings login : configuration.logins().values()) {
      named.addAll(of(login));
    }
    return named;
  }

  private static List<NamedRule> of(LoginSettings login) {
    List<NamedRule> named = new ArrayList<>();
    String setting = SettingPath.append("logins", login.name()) + ".paths";
    for (int i = 0; i < login.paths().size(); i++) {
      String path = login.paths().get(i);
      Rule rule = new Rule.Login(path, login.methods(), login.name());
      named.add(new NamedRule(setting + "[" + i + "]", rule));
    }
    return named;
  }
}
