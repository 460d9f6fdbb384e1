package io.limitrate.config;

import io.limitrate.CallerList;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.list.AgentPattern;
import io.limitrate.internal.list.AnyList;
import io.limitrate.internal.list.Entries;
import io.limitrate.internal.list.FileList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lists that decide before all policies, and the factories of lists. A caller on both lists is
 * allowed. Logins stay guarded for allowed callers.
 *
 * <p>Immutable and thread-safe. The factories throw an IllegalArgumentException for an empty list
 * and for a blank or malformed entry.
 *
 * @param allow the callers that no policy limits
 * @param deny the callers whose requests are rejected
 * @param status the HTTP status of these rejections: 403 or 429
 * @param pass lets denied callers solve a challenge, which the filter sends with the status 403;
 *     empty for no challenge
 */
public record CallerLists(
    Optional<CallerList> allow, Optional<CallerList> deny, int status, Optional<Pass> pass) {
  private static final int FORBIDDEN = 403;
  private static final int TOO_MANY_REQUESTS = 429;

  /** No lists. */
  public static final CallerLists NONE =
      new CallerLists(Optional.empty(), Optional.empty(), FORBIDDEN, Optional.empty());

  private static final String API_KEY = "X-Api-Key";

  /**
   * Checks the status.
   *
   * @throws IllegalArgumentException if the status is neither 403 nor 429, or not 403 with a pass
   */
  public CallerLists {
    if (status != FORBIDDEN && status != TOO_MANY_REQUESTS) {
      throw new IllegalArgumentException("status \"" + status + "\": must be 403 or 429");
    }
    if (pass.isPresent() && status != FORBIDDEN) {
      throw new IllegalArgumentException(
          "status \"" + status + "\": must be 403, because the answer contains a challenge");
    }
  }

  /**
   * What a denied caller gets for a solved challenge: a cookie that is valid at the address of the
   * caller. Immutable.
   *
   * @param challenge the work that the challenge asks for
   * @param life how long a pass is valid, 1 min to 24 h
   */
  public record Pass(ProofOfWork challenge, Duration life) {
    /** The default: {@link ChallengeSettings#DEFAULT}, and a pass of one hour. */
    public static final Pass DEFAULT = new Pass(ChallengeSettings.DEFAULT, Duration.ofHours(1));

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the life is out of its range
     */
    public Pass {
      if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(Duration.ofHours(24)) > 0) {
        throw new IllegalArgumentException("pass " + life + ": must be from 1m to 24h");
      }
    }
  }

  /** Returns these lists with other allowed callers. */
  public CallerLists allowing(CallerList callers) {
    return new CallerLists(Optional.of(callers), deny, status, pass);
  }

  /** Returns these lists with other denied callers, whose requests get the status 403. */
  public CallerLists denying(CallerList callers) {
    return denying(callers, FORBIDDEN);
  }

  /** Returns these lists with other denied callers. */
  public CallerLists denying(CallerList callers, int status) {
    return new CallerLists(allow, Optional.of(callers), status, Optional.empty());
  }

  /** Returns these lists with other denied callers, who are accepted if they solve a challenge. */
  public CallerLists denying(CallerList callers, Pass pass) {
    return new CallerLists(allow, Optional.of(callers), FORBIDDEN, Optional.of(pass));
  }

  /** Returns the callers with an address in these ranges, such as {@code 10.0.0.0/8}. */
  public static CallerList ranges(String... ranges) {
    return Entries.Ranges.of(some(ranges).stream().map(Cidr::parse).toList());
  }

  /** Returns the authenticated users with these names. */
  public static CallerList users(String... names) {
    return new Entries.Users(Set.copyOf(texts("user", names)));
  }

  /** Returns the authenticated users with any of these roles. */
  public static CallerList roles(String... roles) {
    return new Entries.Roles(Set.copyOf(texts("role", roles)));
  }

  /** Returns the callers that send one of these keys in the header X-Api-Key. */
  public static CallerList apiKeys(String... keys) {
    return header(API_KEY, keys);
  }

  /** Returns the callers that send one of these secret values in a header. */
  public static CallerList header(String name, String... values) {
    return Entries.HeaderValues.of(
        text("header", name), texts("value of the header " + name, values));
  }

  /** Returns the callers whose User-Agent matches a pattern, such as {@code *ExampleBot*}. */
  public static CallerList userAgents(String... patterns) {
    return new Entries.UserAgents(
        some(patterns).stream().map(AgentPattern::parse).collect(Collectors.toSet()));
  }

  /**
   * Returns the callers from these countries.
   *
   * @param header the header in which the trusted proxies name the country, such as CF-IPCountry
   * @param codes codes of two letters (ISO 3166-1)
   */
  public static CallerList countries(String header, String... codes) {
    return new Entries.Countries(
        text("header", header),
        some(codes).stream().map(Entries.Countries::code).collect(Collectors.toSet()));
  }

  /**
   * Reads the addresses of a file, and watches the file while the limiter runs: see docs/lists.md
   * for the formats.
   *
   * @param file an absolute path
   */
  public static CallerList file(Path file) {
    return FileList.open(file);
  }

  /** Returns the callers of any of these lists. */
  public static CallerList anyOf(CallerList... lists) {
    return new AnyList(some(lists));
  }

  private static List<String> texts(String kind, String[] entries) {
    return some(entries).stream().map(entry -> text(kind, entry)).toList();
  }

  /** Returns an entry of this kind. The message shows blank texts only, so it shows no key. */
  private static String text(String kind, String entry) {
    if (entry.isBlank()) {
      throw new IllegalArgumentException(
          kind + " \"" + entry + "\": must not be blank: name one, or leave the entry out");
    }
    return entry;
  }

  private static <T> List<T> some(T[] entries) {
    if (entries.length == 0) {
      throw new IllegalArgumentException("a list needs an entry: add one, or leave the list out");
    }
    return List.of(entries);
  }
}
