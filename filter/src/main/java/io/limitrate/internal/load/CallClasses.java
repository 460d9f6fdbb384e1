package io.limitrate.internal.load;

import io.limitrate.Call;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.internal.path.PathPatterns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of requests. The rank of a class is its index: 0 is the most important class
 * that a request can have. Immutable and thread-safe.
 */
final class CallClasses {
  private static final ThrottledLogger LOG = new ThrottledLogger(System.getLogger(Shedder.LOGGER));

  private final List<String> names;
  private final int byDefault;
  private final List<Finder> finders = new ArrayList<>();

  CallClasses(PrioritySettings priorities) {
    this.names = counted(priorities);
    this.byDefault = names.indexOf(priorities.byDefault());
    priorities.calls().forEach(assignment -> finders.add(finder(assignment)));
  }

  /**
   * Returns the classes that count. The first class is never shed, so the first classes do not
   * count if no request can have them. If all requests have the same class, only this class counts.
   */
  static List<String> counted(PrioritySettings priorities) {
    Set<String> given = new HashSet<>(Set.of(priorities.byDefault()));
    for (Assignment assignment : priorities.calls()) {
      if (assignment instanceof Assignment.ByResolver) {
        return priorities.classes(); // a resolver may return any class
      }
      given.addAll(assignment.classes());
    }
    return given.size() == 1
        ? List.copyOf(given)
        : priorities.classes().stream().dropWhile(name -> !given.contains(name)).toList();
  }

  /** Finds the name of a request's class; {@code null} if the finder does not decide. */
  private interface Finder {
    @Nullable String find(Call call, CallPath path);
  }

  private Finder finder(Assignment assignment) {
    if (assignment instanceof Assignment.ByPath one) {
      return byPath(one);
    } else if (assignment instanceof Assignment.ByRole one) {
      return (call, path) -> call.hasRole(one.role()) ? one.priority() : null;
    } else if (assignment instanceof Assignment.ByTier one) {
      return (call, path) -> one.tier().equals(one.tiers().tier(call)) ? one.priority() : null;
    } else if (assignment instanceof Assignment.ByHeader one) {
      return (call, path) -> byHeader(one, call);
    }
    PrioritySettings.Resolver resolver = ((Assignment.ByResolver) assignment).resolver();
    return (call, path) -> resolver.priority(call);
  }

  /**
   * A client chooses the spelling of a path. So a path that raises a request above the default
   * class must match every form of the path; any other path must match one form.
   */
  private Finder byPath(Assignment.ByPath one) {
    PathPatterns<Boolean> pattern = PathPatterns.<Boolean>builder().add(one.path(), true).build();
    boolean raises = names.indexOf(one.priority()) < byDefault;
    return (call, path) ->
        (raises ? path.surelyMatches(pattern) : path.mayMatch(pattern)) ? one.priority() : null;
  }

  private static @Nullable String byHeader(Assignment.ByHeader one, Call call) {
    String value = call.proxyHeader(one.header());
    return value == null ? null : one.priorities().get(value.strip());
  }

  int size() {
    return names.size();
  }

  String name(int rank) {
    return names.get(rank);
  }

  /** Returns the names of the classes above a class. */
  List<String> higher(int rank) {
    return names.subList(0, rank);
  }

  /** Returns the rank of a request's class. */
  int rank(Call call, CallPath path) {
    for (Finder finder : finders) {
      int rank = rank(finder, call, path);
      if (rank >= 0) {
        return rank;
      }
    }
    return byDefault;
  }

  private int rank(Finder finder, Call call, CallPath path) {
    try {
      String name = finder.find(call, path);
      return name == null ? -1 : names.indexOf(name);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("A resolver of priorities or tiers fails, so it assigns no class", e);
      return -1;
    }
  }
}
