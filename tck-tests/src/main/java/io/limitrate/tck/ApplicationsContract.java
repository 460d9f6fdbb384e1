package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Applications side by side, and one that comes and goes. */
abstract class ApplicationsContract {
  private static final int ROUNDS = 10;

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

  /** The first half of the rounds is the container's, to grow what it keeps of any application. */
  @Test
  void applicationThatIsTakenAwayLeavesNothingBehind() throws IOException {
    Path war = war("guest");
    Jvm jvm = new Jvm(container().pid());
    // One connection for all: a container may keep, with it, the application that it last asked.
    HttpContractClient client = new HttpContractClient(resident());
    visit(client, war);
    Remains before = remains(client, jvm);
    visit(client, war);

    Remains after = remains(client, jvm);
    after.assertNoMoreThan(before);
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
