package io.limitrate.internal.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The filter chains of an application's paths, by the mappings of WEB-INF/web.xml and by the
 * servlets that serve the paths. Immutable and thread-safe.
 */
final class FilterChains {
  private static final int NOT_IN_CHAIN = Integer.MAX_VALUE;

  private final List<FilterMapping> mappings;
  private final Map<String, String> servlets;
  private final Set<String> patterns;

  /**
   * Reads the servlets.
   *
   * @param mappings the mappings in the order of the chains
   */
  FilterChains(ServletContext context, List<FilterMapping> mappings) {
    this.mappings = mappings;
    servlets = new HashMap<>();
    for (ServletRegistration servlet : context.getServletRegistrations().values()) {
      servlet.getMappings().forEach(pattern -> servlets.put(pattern, servlet.getName()));
    }
    patterns = new LinkedHashSet<>(servlets.keySet());
    mappings.forEach(mapping -> patterns.addAll(mapping.urlPatterns()));
  }

  /**
   * Returns this filter and each filter behind it that a request reaches and an asynchronous
   * dispatch of the same request does not, at any path.
   */
  Set<String> skippedFrom(String ours) {
    Set<String> skipped = new LinkedHashSet<>();
    for (String path : UrlPattern.representatives(patterns)) {
      String servlet = servlet(path);
      skipped.addAll(skipped(path, servlet, place(ours, path, servlet)));
    }
    return skipped;
  }

  /**
   * Returns the filters of the file that a request reaches and an asynchronous dispatch of the same
   * request does not, at any path of our filter.
   */
  Set<String> skippedAtPathsOf(FilterMapping ours) {
    Set<String> skipped = new LinkedHashSet<>();
    for (String path : representatives(ours)) {
      String servlet = servlet(path);
      if (ours.matches(path, servlet)) {
        skipped.addAll(skipped(path, servlet, 0));
      }
    }
    return skipped;
  }

  /** Returns whether two filters have a path in common. */
  boolean share(FilterMapping one, FilterMapping other) {
    for (String path : representatives(one, other)) {
      String servlet = servlet(path);
      if (one.matches(path, servlet) && other.matches(path, servlet)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> representatives(FilterMapping... further) {
    Collection<String> all = new ArrayList<>(patterns);
    for (FilterMapping mapping : further) {
      all.addAll(mapping.urlPatterns());
    }
    return UrlPattern.representatives(all);
  }

  /** Returns the filters from a place of a chain on that an asynchronous dispatch skips. */
  private List<String> skipped(String path, String servlet, int from) {
    List<String> skipped = new ArrayList<>();
    for (FilterMapping mapping : mappings) {
      int place = place(mapping.filter(), path, servlet);
      if (place >= from
          && place != NOT_IN_CHAIN
          && !seesAsynchronousDispatches(mapping.filter(), path, servlet)) {
        skipped.add(mapping.filter());
      }
    }
    return skipped;
  }

  /** Returns the place of a filter in the chain of a request. */
  private int place(String filter, String path, String servlet) {
    for (int i = 0; i < mappings.size(); i++) {
      FilterMapping mapping = mappings.get(i);
      if (mapping.filter().equals(filter)
          && mapping.seesRequests()
          && mapping.matches(path, servlet)) {
        return i;
      }
    }
    return NOT_IN_CHAIN;
  }

  private boolean seesAsynchronousDispatches(String filter, String path, String servlet) {
    return mappings.stream()
        .filter(mapping -> mapping.filter().equals(filter))
        .anyMatch(
            mapping -> mapping.seesAsynchronousDispatches() && mapping.matches(path, servlet));
  }

  /** Returns the name of the servlet that serves a path; empty if there is none. */
  private String servlet(String path) {
    String longestPrefix = "";
    String byExtension = "";
    for (String pattern : servlets.keySet()) {
      boolean matches = !pattern.equals("/") && UrlPattern.matches(pattern, path);
      if (matches && UrlPattern.isPrefix(pattern)) {
        longestPrefix = pattern.length() > longestPrefix.length() ? pattern : longestPrefix;
      } else if (matches && UrlPattern.isExtension(pattern)) {
        byExtension = pattern;
      } else if (matches) {
        return servlets.get(pattern);
      }
    }
    String pattern = !longestPrefix.isEmpty() ? longestPrefix : byExtension;
    return servlets.getOrDefault(pattern.isEmpty() ? "/" : pattern, "");
  }
}
