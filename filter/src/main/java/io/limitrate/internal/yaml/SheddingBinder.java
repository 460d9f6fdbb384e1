package io.limitrate.internal.yaml;

import io.limitrate.CallerList;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.SheddingSettings;
import io.limitrate.config.SheddingSettings.Exempt;
import io.limitrate.spi.LoadSignal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads when an overloaded process rejects requests, and the classes of requests. */
final class SheddingBinder {
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2}) ?%");

  private final Components components;
  private final PrioritiesBinder priorities;

  SheddingBinder(Components components, PrioritiesBinder priorities) {
    this.components = components;
    this.priorities = priorities;
  }

  /** Reads both sections over the base configuration; empty if there are errors, or neither. */
  Optional<SheddingSettings> read(Section top, Optional<SheddingSettings> base) {
    Optional<PrioritySettings> classes = top.find("priorities").flatMap(priorities::read);
    if (!top.has("shedding")) {
      return base.isEmpty()
          ? classes.flatMap(found -> onlyClasses(found, top))
          : base.flatMap(settings -> classes.map(found -> with(found, settings, top)).orElse(base));
    }
    Optional<PrioritySettings> inCode = base.map(SheddingSettings::priorities);
    return read(top.get("shedding"), classes.or(() -> inCode).orElse(PrioritySettings.NONE));
  }

  /** Returns classes without bounds, for policies and for calls that wait. */
  private static Optional<SheddingSettings> onlyClasses(PrioritySettings classes, Section top) {
    if (classes.classes().size() == 1) {
      top.get("priorities").addError("has no effect, because it has one class: add a second one");
      return Optional.empty();
    }
    return Optional.of(SheddingSettings.builder().priorities(classes).build());
  }

  /** Gives the bounds of code the classes of the file. */
  private static Optional<SheddingSettings> with(
      PrioritySettings classes, SheddingSettings bounds, Section top) {
    try {
      return Optional.of(bounds.with(classes));
    } catch (IllegalArgumentException e) {
      top.get("priorities").addError(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<SheddingSettings> read(Setting setting, PrioritySettings classes) {
    Section section =
        setting.section(
            "in-flight", "cpu", "heap", "signals", "retryAfter", "starvation", "exempt");
    SheddingSettings.Builder settings = SheddingSettings.builder().priorities(classes);
    section.whole("in-flight", 1, 1_000_000).ifPresent(most -> settings.inFlight(most.intValue()));
    section.read("cpu", SheddingBinder::percent).ifPresent(settings::cpu);
    section.read("heap", SheddingBinder::percent).ifPresent(settings::heap);
    section.find("signals").ifPresent(signals -> signals(signals, settings));
    section.read("retryAfter", Times.between("1s", "10m")).ifPresent(settings::retryAfter);
    section.read("starvation", Times.between("1s", "1h")).ifPresent(settings::starvation);
    section.find("exempt").flatMap(this::exempt).ifPresent(settings::exempt);
    if (!section.has("in-flight")
        && !section.has("cpu")
        && !section.has("heap")
        && !section.has("signals")) {
      section.addError("needs one of in-flight, cpu, heap, signals");
    }
    return build(section, settings);
  }

  /** Checks the whole if no part has an error. */
  private static Optional<SheddingSettings> build(
      Section section, SheddingSettings.Builder settings) {
    try {
      return Optional.of(settings.build());
    } catch (IllegalArgumentException e) {
      if (section.whole().errors().isEmpty()) {
        section.addError(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  private void signals(Setting setting, SheddingSettings.Builder settings) {
    setting.checkNotEmpty();
    for (Setting entry : setting.entries()) {
      Optional<Integer> percent = entry.read(SheddingBinder::percent);
      try {
        LoadSignal signal = components.find(LoadSignal.class, entry.name());
        percent.ifPresent(from -> settings.signal(entry.name(), signal, from));
      } catch (IllegalArgumentException e) {
        entry.addError(String.valueOf(e.getMessage()));
      }
    }
  }

  static int percent(String text) {
    Matcher written = PERCENT.matcher(text);
    if (!written.matches() || Integer.parseInt(written.group(1)) == 0) {
      throw new IllegalArgumentException("must be a percentage from 1% to 99%");
    }
    return Integer.parseInt(written.group(1));
  }

  private Optional<Exempt> exempt(Setting setting) {
    Section section = setting.section("paths", "ranges");
    Optional<Setting> paths = section.require("paths");
    paths.ifPresent(Setting::checkNotEmpty);
    Function<String, String> path = PrioritiesBinder::path;
    Optional<CallerList> callers = section.find("ranges").map(CallersBinder::ranges);
    return paths.map(list -> new Exempt(list.each(path), callers));
  }
}
