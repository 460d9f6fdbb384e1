package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two applications share no limits, and an undeployed application leaves nothing behind. The
 * contract deploys an application four times, or as often as the system property {@code tck.rounds}
 * says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationsContract {
  /** At least two rounds in each half: two leaked copies are more than {@link #KEPT}. */
  private static final int ROUNDS = Math.max(4, Integer.getInteger("tck.rounds", 4));

  /**
   * The copies that are no leak: the JDK keeps the last type of a method handle, and some
   * containers keep the last task of a thread.
   */
  private static final long KEPT = 1;

  /**
   * The growth that is no leak: containers keep buffers for a hundred parallel connections, up to 9
   * MB as measured.
   */
  private static final long GROWTH_BYTES = 16L << 20;

  private List<Remains> measured = List.of();

  ApplicationsContract() {}

  abstract Container container();

  /** Returns the application as a WAR file with this name. */
  abstract Path war(String name) throws IOException;

  /** Returns the root of a copy of the application that stays deployed. */
  abstract URI resident();

  @Test
  void twoApplicationsDoNotShareLimits() throws IOException {
    Path war = war("twin");
    HttpContractClient one = new HttpContractClient(container().deploy("one", war));
    HttpContractClient two = new HttpContractClient(container().deploy("two", war));

    String[] client = {"X-Forwarded-For", "203.0.113.1"};
    assertThat(one.statuses(3, "/limited", client)).containsExactly(200, 200, 429);
    assertThat(two.statuses(3, "/limited", client)).containsExactly(200, 200, 429);
    container().undeploy("one");
    assertThat(two.get("/limited", client).statusCode()).isEqualTo(429);
    container().undeploy("two");
  }

  @Test
  void applicationThatIsTakenAwayLeavesNoClassBehind() throws IOException {
    assertThat(after().copies()).isLessThanOrEqualTo(before().copies() + KEPT);
  }

  @Test
  void applicationThatIsTakenAwayLeavesNoCacheManagerBehind() throws IOException {
    assertThat(after().managers()).isLessThanOrEqualTo(before().managers() + KEPT);
  }

  @Test
  void applicationThatIsTakenAwayLeavesNoThreadBehind() throws IOException {
    assertThat(after().threads()).hasSizeLessThanOrEqualTo(before().threads().size());
  }

  /** Tomcat, and servers that contain it, report threads and thread-local variables. */
  @Test
  void applicationThatIsTakenAwayIsNotReportedAsALeak() throws IOException {
    Remains unused = after();

    assertThat(container().log().lines())
        .filteredOn(line -> line.contains("memory leak") && line.contains("limitrate"))
        .isEmpty();
  }

  @Test
  void applicationsThatComeAndGoDoNotFillTheHeap() throws IOException {
    assertThat(after().bytes() - before().bytes()).isLessThan(GROWTH_BYTES);
  }

  private Remains before() throws IOException {
    return measured().get(0);
  }

  private Remains after() throws IOException {
    return measured().get(1);
  }

  /**
   * Returns the remains after half of the rounds and after all rounds. In the first half the
   * container may grow the structures that it keeps for any application. The measurement runs once
   * for all tests.
   */
  private List<Remains> measured() throws IOException {
    if (measured.isEmpty()) {
      Path war = war("guest");
      Jvm jvm = new Jvm(container().pid());
      // One client for both, because a container may keep the last application that a connection
      // used.
      HttpContractClient client = new HttpContractClient(resident());
      visit(client, war);
      Remains before = remains(client, jvm);
      visit(client, war);
      measured = List.of(before, remains(client, jvm));
    }
    return measured;
  }

  private void visit(HttpContractClient client, Path war) throws IOException {
    for (int i = 0; i < ROUNDS / 2; i++) {
      HttpContractClient guest = client.at(container().deploy("guest", war));
      assertThat(guest.statuses(20, "/limited")).contains(200, 429);
      container().undeploy("guest");
    }
  }

  /**
   * Sends requests to the resident application first, because a thread of the container may keep
   * the last application that it served.
   */
  private static Remains remains(HttpContractClient client, Jvm jvm) throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(client.statusesAtOnce(100, "/elsewhere")).containsOnly(200);
    }
    return Remains.of(jvm);
  }
}
