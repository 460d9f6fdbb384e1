package io.limitrate.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import org.junit.jupiter.api.Test;

class CalendarSettingsTest {

  @Test
  void thePoliciesAndTiersOfAFileTakeWindowsOfTheCalendar() {
    Configuration configuration =
        Reading.read(
            """
            tiers: [{ role: paid, tier: paid }]
            policies:
              plan:
                key: user
                tiers:
                  free: [10/1m, 1000/day Europe/Berlin]
                  paid: 50_000/month from 31 at 06:00 Europe/Berlin
            rules: [{ path: /*, policies: [plan] }]
            """);

    assertThat(configuration.policies().get("plan").tiers())
        .containsEntry("free", Quotas.parse("10/1m, 1000/day Europe/Berlin"))
        .containsEntry("paid", Quotas.parse("50000/month from 31 at 06:00 Europe/Berlin"));
  }

  @Test
  void anErrorHasItsPlaceItsValueItsRuleAndItsMend() {
    assertThat(Reading.errors("policies: { plan: { quotas: [1/1s, 9/day Europe/Berlni] } }"))
        .contains(
            "limitrate.yaml:1: policies.plan.quotas[1] \"9/day Europe/Berlni\": unknown time zone"
                + " Europe/Berlni, it is a name such as Europe/Berlin or an offset such as +02:00;"
                + " did you mean Europe/Berlin?");
  }

  @Test
  void timesAndLimitsOfLoginsHaveNoCalendar() {
    assertThat(Reading.errors("store: { redis: { timeout: day } }"))
        .anyMatch(error -> error.contains("timeout \"day\": must be a time from"));
    assertThat(Reading.errors("logins: { main: { paths: [/l], address: { attempts: 5/day } } }"))
        .anyMatch(
            error ->
                error.contains("must have a rolling window, with its number; did you mean 1d?"));
  }
}
