package io.limitrate.internal.yaml;

import io.limitrate.CallerList;
import io.limitrate.config.CallerLists;
import io.limitrate.config.CallerLists.Pass;
import io.limitrate.internal.identity.AddressRanges;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.list.AgentPattern;
import io.limitrate.internal.list.AnyList;
import io.limitrate.internal.list.Entries;
import io.limitrate.internal.source.Node.Scalar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads lists of callers. */
final class CallersBinder {
  private static final String[] KEYS = {
    "ranges", "users", "roles", "apikeys", "headers", "userAgents", "countries", "files", "classes"
  };
  private static final Map<String, Integer> STATUSES = Map.of("403", 403, "429", 429);

  private static final Function<String, Duration> LIFE = Times.between("1m", "24h");

  private final Components components;

  CallersBinder(Components components) {
    this.components = components;
  }

  /** Reads the lists that decide before all policies, over those of the base configuration. */
  CallerLists read(Section top, CallerLists base, ChallengesBinder challenges) {
    CallerLists lists = top.find("allow").flatMap(this::read).map(base::allowing).orElse(base);
    return top.find("deny").map(setting -> deny(setting, lists, challenges)).orElse(lists);
  }

  private CallerLists deny(Setting setting, CallerLists base, ChallengesBinder challenges) {
    Section section =
        setting.section(
            Stream.concat(Stream.of(KEYS), Stream.of("status", "challenge", "pass"))
                .toArray(String[]::new));
    Optional<CallerList> callers = read(section);
    if (section.has("challenge")) {
      section.reject("status", "a challenge is sent with the status 403");
      Pass pass = pass(section, challenges);
      return callers.map(all -> base.denying(all, pass)).orElse(base);
    }
    section.reject("pass", "it needs challenge: altcha");
    int status = section.find("status").flatMap(one -> one.choose(STATUSES)).orElse(403);
    return callers.map(all -> base.denying(all, status)).orElse(base);
  }

  private static Pass pass(Section deny, ChallengesBinder challenges) {
    return new Pass(
        deny.read("challenge", challenges::findWork).orElse(Pass.DEFAULT.challenge()),
        deny.read("pass", LIFE).orElse(Pass.DEFAULT.life()));
  }

  /** Returns the callers of any entry; empty if there are errors. */
  Optional<CallerList> read(Setting setting) {
    return read(setting.section(KEYS));
  }

  private Optional<CallerList> read(Section section) {
    List<CallerList> lists = new ArrayList<>();
    section.find("ranges").map(CallersBinder::ranges).ifPresent(lists::add);
    section.find("users").map(s -> new Entries.Users(each(s, text -> text))).ifPresent(lists::add);
    section.find("roles").map(s -> new Entries.Roles(each(s, text -> text))).ifPresent(lists::add);
    section.find("apikeys").map(s -> header("X-Api-Key", s)).ifPresent(lists::add);
    section.find("headers").map(CallersBinder::headers).ifPresent(lists::addAll);
    section.find("userAgents").flatMap(CallersBinder::userAgents).ifPresent(lists::add);
    section.find("countries").flatMap(CallersBinder::countries).ifPresent(lists::add);
    section.find("files").map(s -> each(s, this::file)).ifPresent(lists::addAll);
    section.find("classes").map(s -> each(s, this::provider)).ifPresent(lists::addAll);
    if (Stream.of(KEYS).noneMatch(section::has)) {
      section.addError("needs one of " + String.join(", ", KEYS));
    }
    return lists.isEmpty() ? Optional.empty() : Optional.of(new AnyList(lists));
  }

  static CallerList ranges(Setting setting) {
    Set<Cidr> ranges = each(setting, Cidr::parse);
    Cidr around = null;
    for (Cidr range : ranges.stream().sorted(AddressRanges.order()).toList()) {
      if (around != null && around.covers(range)) {
        setting.addError(range + " is within " + around + ": remove it");
      } else {
        around = range;
      }
    }
    return Entries.Ranges.of(ranges);
  }

  private static List<CallerList> headers(Setting setting) {
    setting.checkNotEmpty();
    List<CallerList> lists = new ArrayList<>();
    for (Setting header : setting.entries()) {
      try {
        lists.add(header(TiersBinder.fieldName(header.name()), header));
      } catch (IllegalArgumentException e) {
        header.addError(String.valueOf(e.getMessage()));
      }
    }
    return lists;
  }

  private static CallerList header(String name, Setting values) {
    return Entries.HeaderValues.of(name, each(values, text -> text, CallersBinder::hidden));
  }

  /** Returns the text that messages show instead of a secret value. */
  private static String hidden(String secret) {
    return "***";
  }

  /** Reads patterns. A text with a comma could be one pattern or several, so it is an error. */
  private static Optional<CallerList> userAgents(Setting setting) {
    if (setting.node() instanceof Scalar scalar && scalar.text().contains(",")) {
      setting.addError(
          scalar.text(), "could be one pattern or several: write a list, such as [\"*bot*\"]");
      return Optional.empty();
    }
    return Optional.of(new Entries.UserAgents(each(setting, AgentPattern::parse)));
  }

  private static Optional<CallerList> countries(Setting setting) {
    Section section = setting.section("header", "codes");
    Optional<String> header =
        section.require("header").flatMap(s -> s.read(TiersBinder::fieldName));
    Optional<Set<String>> codes =
        section.require("codes").map(s -> each(s, Entries.Countries::code));
    return header.flatMap(name -> codes.map(found -> new Entries.Countries(name, found)));
  }

  private CallerList file(String path) {
    return components.list(Path.of(path));
  }

  private CallerList provider(String name) {
    return components.find(CallerList.class, name);
  }

  private static <T> Set<T> each(Setting setting, Function<String, T> reader) {
    return each(setting, reader, text -> text);
  }

  /** Reads a list that may be long. A repeated element is an error. */
  private static <T> Set<T> each(
      Setting setting, Function<String, T> reader, UnaryOperator<String> shown) {
    setting.checkNotEmpty();
    Set<T> read = new LinkedHashSet<>();
    setting.values().forEach(value -> value.read(text -> once(reader.apply(text), read), shown));
    return read;
  }

  private static <T> T once(T value, Set<T> read) {
    if (!read.add(value)) {
      throw new IllegalArgumentException("is given twice");
    }
    return value;
  }
}
