package io.limitrate.config;

import io.limitrate.Call;
import io.limitrate.TierResolver;
import io.limitrate.internal.path.PathPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classes of requests, and the assignments that give a request its class. Load shedding rejects
 * requests of the last class first. A request that waits for a leaky bucket overtakes requests of
 * lower classes. Immutable and thread-safe.
 *
 * @param classes the names of the classes, the most important first
 * @param byDefault the class of a request that no assignment covers
 * @param calls the assignments; the first one that covers a request decides
 */
public record PrioritySettings(List<String> classes, String byDefault, List<Assignment> calls) {
  private static final int MOST = 16;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}");

  /** The usual classes: critical, high, normal and low. */
  public static final List<String> USUAL = List.of("critical", "high", "normal", "low");

  /** One class for all requests. */
  public static final PrioritySettings NONE =
      new PrioritySettings(List.of("normal"), "normal", List.of());

  /**
   * Checks that the classes are known and used.
   *
   * @throws IllegalArgumentException when a name is no class, or no request can have a class
   */
  public PrioritySettings {
    classes = List.copyOf(classes);
    calls = List.copyOf(calls);
    checkNames(classes);
    List<String> assigned = new ArrayList<>(List.of(byDefault));
    calls.forEach(call -> assigned.addAll(call.classes()));
    for (String name : assigned) {
      check(classes.contains(name), name, "no such class, known are " + String.join(", ", classes));
    }
    boolean mayAssignOthers = calls.stream().anyMatch(Assignment.ByResolver.class::isInstance);
    if (!classes.equals(USUAL) && !mayAssignOthers) {
      for (String name : classes) {
        check(
            assigned.contains(name),
            name,
            "no request has this class: assign the class in calls, or remove it");
      }
    }
  }

  private static void checkNames(List<String> classes) {
    if (classes.isEmpty() || classes.size() > MOST) {
      throw new IllegalArgumentException("classes: must be 1 to " + MOST + " names");
    }
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException("classes: must not name a class twice");
    }
    for (String name : classes) {
      check(
          NAME.matcher(name).matches(),
          name,
          "must be a letter and up to 39 letters, digits, _ or -");
    }
  }

  private static void check(boolean holds, String name, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("class \"" + name + "\": " + rule);
    }
  }

  /** Finds the class of a request. Applications implement this type. Thread-safe. */
  @FunctionalInterface
  public interface Resolver {
    /**
     * Returns the class of the request; {@code null} if the resolver does not decide. A name that
     * is no class counts as {@code null}.
     */
    @Nullable String priority(Call call);
  }

  /** Gives requests a class. The types of this interface are all kinds of assignments. */
  public sealed interface Assignment {

    /** Returns the classes that the assignment gives, as far as they are known. */
    List<String> classes();

    /**
     * Requests to a path.
     *
     * @param path a path pattern, as in {@link Rule}
     */
    record ByPath(String path, String priority) implements Assignment {
      /** Checks the path pattern. */
      public ByPath {
        PathPattern.parse(path);
      }

      @Override
      public List<String> classes() {
        return List.of(priority);
      }
    }

    /** Requests of authenticated users with a role. */
    record ByRole(String role, String priority) implements Assignment {
      @Override
      public List<String> classes() {
        return List.of(priority);
      }
    }

    /** Requests of a tier, which the resolver finds. */
    record ByTier(TierResolver tiers, String tier, String priority) implements Assignment {
      @Override
      public List<String> classes() {
        return List.of(priority);
      }
    }

    /** Requests that a trusted proxy sent with a header, by the values of the header. */
    record ByHeader(String header, Map<String, String> priorities) implements Assignment {
      /** Copies the table. */
      public ByHeader {
        priorities = Map.copyOf(priorities);
      }

      @Override
      public List<String> classes() {
        return List.copyOf(priorities.values());
      }
    }

    /** Requests for which code of the application finds the class. */
    record ByResolver(Resolver resolver) implements Assignment {
      @Override
      public List<String> classes() {
        return List.of();
      }
    }
  }
}
