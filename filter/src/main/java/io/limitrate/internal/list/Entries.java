package io.limitrate.internal.list;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.Key;
import io.limitrate.internal.identity.AddressRanges;
import io.limitrate.internal.identity.Cidr;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Entries of one kind, as a configuration lists them. Immutable and thread-safe. */
public sealed interface Entries extends CallerList {

  /**
   * Returns an entry of this list that the other list contains too, in the form of a log; empty if
   * there is none.
   */
  Optional<String> sharedWith(Entries other);

  /** Addresses. */
  record Ranges(List<Cidr> networks, AddressRanges addresses) implements Entries {
    public static Ranges of(Collection<Cidr> networks) {
      return new Ranges(List.copyOf(networks), AddressRanges.of(networks));
    }

    @Override
    public boolean contains(Call call) {
      return addresses.contains(call.fullAddress());
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof Ranges that
          ? networks.stream().filter(that.addresses::contains).findFirst().map(Cidr::toString)
          : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ranges that && networks.equals(that.networks);
    }

    @Override
    public int hashCode() {
      return networks.hashCode();
    }

    @Override
    public String toString() {
      return text("ranges", networks.stream().map(Cidr::toString).toList());
    }
  }

  /** Names of authenticated users. */
  record Users(Set<String> names) implements Entries {
    public Users {
      names = Set.copyOf(names);
    }

    @Override
    public boolean contains(Call call) {
      String user = call.user();
      return user != null && names.contains(user);
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof Users that ? shared(names, that.names) : Optional.empty();
    }

    @Override
    public String toString() {
      return names.size() == 1 ? "1 user" : names.size() + " users";
    }
  }

  /** Roles of authenticated users. */
  record Roles(Set<String> roles) implements Entries {
    public Roles {
      roles = Set.copyOf(roles);
    }

    @Override
    public boolean contains(Call call) {
      return roles.stream().anyMatch(call::hasRole);
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof Roles that ? shared(roles, that.roles) : Optional.empty();
    }

    @Override
    public String toString() {
      return text("roles", new TreeSet<>(roles));
    }
  }

  /**
   * Secret values of a request header. The list keeps only hashes of the values.
   *
   * @param header the name in lower case
   */
  record HeaderValues(String header, Set<Key> hashes) implements Entries {
    private static final Key SECRET = Key.random();

    public static HeaderValues of(String header, Collection<String> values) {
      return new HeaderValues(
          header.toLowerCase(Locale.ROOT),
          Set.copyOf(values.stream().map(HeaderValues::hash).toList()));
    }

    private static Key hash(String value) {
      return SECRET.with(0, value);
    }

    @Override
    public boolean contains(Call call) {
      String value = call.header(header);
      return value != null && hashes.contains(hash(value));
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof HeaderValues that
              && header.equals(that.header)
              && hashes.stream().anyMatch(that.hashes::contains)
          ? Optional.of("a value of the header " + header)
          : Optional.empty();
    }

    @Override
    public String toString() {
      return hashes.size() + (hashes.size() == 1 ? " value of " : " values of ") + header;
    }
  }

  /** Patterns of the header User-Agent. */
  record UserAgents(Set<AgentPattern> patterns) implements Entries {
    public UserAgents {
      patterns = Set.copyOf(patterns);
    }

    @Override
    public boolean contains(Call call) {
      String agent = call.header("User-Agent");
      if (agent == null) {
        return false;
      }
      String lowerCase = agent.toLowerCase(Locale.ROOT);
      return patterns.stream().anyMatch(pattern -> pattern.matches(lowerCase));
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof UserAgents that
          ? patterns.stream()
              .filter(that.patterns::contains)
              .findFirst()
              .map(AgentPattern::toString)
          : Optional.empty();
    }

    @Override
    public String toString() {
      return text("userAgents", patterns.stream().map(AgentPattern::toString).sorted().toList());
    }
  }

  /**
   * Countries that a header of a trusted proxy names.
   *
   * @param codes the codes in upper case
   */
  record Countries(String header, Set<String> codes) implements Entries {
    /** ISO 3166-1 alpha-2, and the codes of proxies for other sources, such as {@code T1}. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9]");

    public Countries {
      codes = Set.copyOf(codes);
    }

    /**
     * Returns the code of a country in upper case.
     *
     * @throws IllegalArgumentException if the text is no such code
     */
    public static String code(String text) {
      if (!CODE.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "\"" + text + "\": must be a country code of two letters (ISO 3166-1), such as DE");
      }
      return text.toUpperCase(Locale.ROOT);
    }

    @Override
    public boolean contains(Call call) {
      String line = call.proxyHeader(header);
      return line != null && codes.contains(last(line).strip().toUpperCase(Locale.ROOT));
    }

    /** Returns the last value of a line: a proxy may join lines by commas (RFC 9110, 5.3). */
    private static String last(String line) {
      return line.substring(line.lastIndexOf(',') + 1);
    }

    @Override
    public Optional<String> sharedWith(Entries other) {
      return other instanceof Countries that && header.equalsIgnoreCase(that.header)
          ? shared(codes, that.codes)
          : Optional.empty();
    }

    @Override
    public String toString() {
      return text("countries", new TreeSet<>(codes)) + " by " + header;
    }
  }

  private static Optional<String> shared(Set<String> ours, Set<String> others) {
    return ours.stream().filter(others::contains).sorted().findFirst();
  }

  private static String text(String kind, Collection<String> entries) {
    int most = 5;
    Stream<String> shown = entries.stream().limit(most);
    int more = entries.size() - most;
    return kind
        + " "
        + String.join(", ", shown.toList())
        + (more > 0 ? " and " + more + " more" : "");
  }
}
