package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.Quotas.InFlight;
import io.limitrate.Quotas.Schedule;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the quotas of a policy, of all calls or by tier, and the number of calls in flight.
 *
 * @param tiers the tiers that calls may have
 */
record QuotasBinder(Tiers tiers) {
  private static final String IN_FLIGHT = "in-flight";

  /**
   * Sets the quotas and the schedule of a policy, and returns all quotas. Returns none after an
   * error of the policy's own quotas.
   */
  List<Quotas> read(Section section, Policy.Builder policy) {
    List<Quota> inFlight =
        section.find(IN_FLIGHT).flatMap(QuotasBinder::inFlight).map(List::of).orElse(List.of());
    List<Quotas> own = own(section, inFlight, policy);
    Optional<Schedule> schedule =
        section.has("schedule")
            ? new ScheduleBinder(inFlight).read(section.get("schedule"))
            : Optional.empty();
    if (own.isEmpty() || schedule.isEmpty()) {
      return own;
    }
    policy.schedule(schedule.get());
    List<Quotas> all = new ArrayList<>(own);
    all.addAll(schedule.get().quotas());
    return all;
  }

  private List<Quotas> own(Section section, List<Quota> inFlight, Policy.Builder policy) {
    if (section.has(IN_FLIGHT) && !section.has("quotas") && !section.has("tiers")) {
      return inFlight.isEmpty()
          ? List.of()
          : of(inFlight, section.get(IN_FLIGHT), policy::quotas).map(List::of).orElse(List.of());
    }
    section.hasOneOf("quotas", "tiers");
    Optional<Quotas> quotas =
        section.has("quotas")
            ? quotas(section.get("quotas"), inFlight, policy::quotas)
            : Optional.empty();
    List<Quotas> byTier =
        section.has("tiers") ? tiers(section.get("tiers"), inFlight, policy) : List.of();
    return quotas.isPresent() ? List.of(quotas.get()) : byTier;
  }

  private List<Quotas> tiers(Setting setting, List<Quota> inFlight, Policy.Builder policy) {
    List<Quotas> limits = new ArrayList<>();
    List<Setting> entries = setting.entries();
    setting.checkNotEmpty();
    for (int i = 0; i < entries.size(); i++) {
      Setting tier = entries.get(i);
      if (i > 0 && !tiers.canFind(tier.name())) {
        tier.addError(
            "no entry of the section tiers finds this tier"
                + Suggestion.of(tier.name(), tiers.names()));
      }
      quotas(tier, inFlight, quotas -> policy.tier(tier.name(), quotas)).ifPresent(limits::add);
    }
    policy.tierResolver(tiers.resolver());
    return limits;
  }

  /** Reads quotas, adds the calls in flight, and passes all to a setter of the policy. */
  static Optional<Quotas> quotas(Setting setting, List<Quota> inFlight, Consumer<Quotas> policy) {
    setting.checkNotEmpty();
    List<Quota> quotas = new ArrayList<>(setting.each(Quota::parse));
    if (quotas.isEmpty()) {
      return Optional.empty();
    }
    quotas.addAll(inFlight);
    return of(quotas, setting, policy);
  }

  private static Optional<Quotas> of(List<Quota> quotas, Setting setting, Consumer<Quotas> policy) {
    try {
      Quotas all = Quotas.of(quotas);
      policy.accept(all);
      return Optional.of(all);
    } catch (IllegalArgumentException e) {
      setting.addError(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Reads a number of calls, or the number with the longest duration of a call. */
  private static Optional<Quota> inFlight(Setting setting) {
    if (!(setting.node() instanceof Mapping)) {
      return setting.whole(1, InFlight.MOST).map(InFlight::new);
    }
    Section section = setting.section("calls", "longest");
    Optional<Long> calls = section.require("calls").flatMap(each -> each.whole(1, InFlight.MOST));
    Optional<Duration> longest = section.read("longest", Times.between("1s", "30d"));
    return calls.map(limit -> new InFlight(limit, longest.orElse(InFlight.DEFAULT_LONGEST)));
  }
}
