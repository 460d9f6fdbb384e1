package io.limitrate.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Support;
import io.limitrate.Call;
import io.limitrate.runtime.Limitrate;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the examples of docs/by-hand.md and compares the results with the text of the page. */
class ByHandPageTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Limitrate limitrate;

  @BeforeEach
  void start() throws IOException {
    limitrate =
        Limitrate.start(
                Block.yamlBelow("docs/by-hand.md", "Limits by hand").configuration(),
                InstantSource.fixed(NOW))
            .install();
  }

  @AfterEach
  void close() {
    limitrate.close();
  }

  private int permitted(String policy, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      permitted +=
          limitrate.limiter().check(new OfAlice(), List.of(limitrate.policy(policy))).permitted()
              ? 1
              : 0;
    }
    return permitted;
  }

  /** A call of the user alice from one address to one printer. */
  private static final class OfAlice implements Call {
    @Override
    public String user() {
      return "alice";
    }

    @Override
    public String header(String name) {
      return name.equals("Printer") ? "third floor" : null;
    }
  }

  @Test
  void theSupportTeamLooksAtACountAndForgetsIt() {
    Support support = new Support();
    permitted("api", 103);

    assertThat(support.look("alice")).isEqualTo("0 left of 100/1m");
    assertThat(support.offenders()).singleElement().asString().endsWith(" 3");
    support.forgive("alice");

    assertThat(support.look("alice")).isEqualTo("100 left of 100/1m");
  }

  @Test
  void theSupportTeamBansAUserAndLiftsTheBan() {
    Support support = new Support();

    support.ban("alice", "bob");

    assertThat(permitted("api", 1)).isZero();
    assertThat(support.lift("alice", "bob")).isTrue();
    assertThat(permitted("api", 1)).isEqualTo(1);
  }

  @Test
  void theSupportTeamChargesAndGivesBackPages() {
    Support support = new Support();

    support.charge("alice", "third floor", 45);
    support.crumpled("alice", "third floor", 5);

    assertThat(permitted("print", 20)).isEqualTo(10);
  }

  @Test
  void aKeyWithAlternativesNeedsASelection() {
    assertThat(limitrate.limits().of("site").by("ip").key("192.0.2.1").peek().remaining())
        .isEqualTo(10);
  }
}
