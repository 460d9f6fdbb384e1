package io.limitrate.internal.yaml;

import io.limitrate.CallOutcome.Counting;
import java.util.List;
import java.util.Optional;

/** Reads which calls of a policy count, by their result. */
record CountBinder(Components components) {
  private static final String[] RULES = {"status", "exceptions"};

  /** Returns what decides whether a call counts; empty if there are errors. */
  Optional<Counting> read(Setting setting) {
    Section section = setting.section("status", "exceptions", "resolver");
    for (String rule : RULES) {
      if (section.has("resolver")) {
        section.reject(rule, "the resolver decides alone");
      }
    }
    return section.has("resolver")
        ? section.read("resolver", name -> components.find(Counting.class, name))
        : rules(section);
  }

  private Optional<Counting> rules(Section section) {
    List<String> statuses = section.find("status").map(CountBinder::statuses).orElse(List.of());
    List<Class<? extends Throwable>> exceptions =
        section.find("exceptions").map(this::exceptions).orElse(List.of());
    boolean given = section.has("status") || section.has("exceptions");
    if (given && statuses.isEmpty() && exceptions.isEmpty()) {
      return Optional.empty(); // each element has its error
    }
    return section.build(() -> Counting.of(statuses, exceptions));
  }

  private static List<String> statuses(Setting setting) {
    setting.checkNotEmpty();
    return setting.each(CountBinder::checked);
  }

  private static String checked(String status) {
    Counting.of(List.of(status), List.of());
    return status;
  }

  private List<Class<? extends Throwable>> exceptions(Setting setting) {
    setting.checkNotEmpty();
    return setting.each(components::exception);
  }
}
