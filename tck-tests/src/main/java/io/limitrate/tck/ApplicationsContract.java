package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Applications side by side, and one that comes and goes: four times, or as often as the system
 * property {@code tck.rounds} says.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApplicationsContract {
  /** Two in each half at least: one leak of two is more than {@link #KEPT}. */
  private static final int ROUNDS = Math.max(4, Integer.getInteger("tck.rounds", 4));

  /** The JDK keeps the last type of a method handle, some containers a thread's last task. */
  private static final long KEPT = 1;

  /** Containers keep buffers for connections, a hundred at once: up to 9 MB were seen. */
  private static final long GROWTH_BYTES = 16L << 20;

  private List<Remains> measured = List.of();

  ApplicationsContract() {}

  abstract Container container();

  /** The application as a file of this name. */
  abstract Path war(String name) throws IOException;

  /** Where a copy of it is that stays. */
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
   * What is left when half of the rounds are over, which are the container's, to grow what it keeps
   * of any application; and what is left at the end. Measured once, for all who ask.
   */
  private List<Remains> measured() throws IOException {
    if (measured.isEmpty()) {
      Path war = war("guest");
      Jvm jvm = new Jvm(container().pid());
      // One connection for all: a container may keep, with it, the application that it last asked.
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

  /** A container's thread may keep the application that it last served: it serves another. */
  private static Remains remains(HttpContractClient client, Jvm jvm) throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(client.statusesAtOnce(100, "/elsewhere")).containsOnly(200);
    }
    return Remains.of(jvm);
  }
}
