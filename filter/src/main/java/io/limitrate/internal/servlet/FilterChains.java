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
      int ourPlace = place(ours, path, servlet);
      if (ourPlace != NOT_IN_CHAIN) {
        mappings.stream()
            .filter(mapping -> place(mapping.filter(), path, servlet) >= ourPlace)
            .filter(mapping -> skips(mapping.filter(), path, servlet))
            .forEach(mapping -> skipped.add(mapping.filter()));
      }
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
        mappings.stream()
            .filter(mapping -> skips(mapping.filter(), path, servlet))
            .forEach(mapping -> skipped.add(mapping.filter()));
      }
    }
    return skipped;
  }

  /** Returns whether two filters have a path in common. */
  boolean share(FilterMapping one, FilterMapping other) {
    return representatives(one, other).stream()
        .anyMatch(path -> one.matches(path, servlet(path)) && other.matches(path, servlet(path)));
  }

  private Set<String> representatives(FilterMapping... further) {
    Collection<String> all = new ArrayList<>(patterns);
    for (FilterMapping mapping : further) {
      all.addAll(mapping.urlPatterns());
    }
    return UrlPattern.representatives(all);
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

  private boolean skips(String filter, String path, String servlet) {
    return place(filter, path, servlet) != NOT_IN_CHAIN
        && mappings.stream()
            .filter(mapping -> mapping.filter().equals(filter))
            .noneMatch(
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
