package io.limitrate.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All contracts of a container, each against a {@link ContractWar} that is really deployed. A
 * container's author extends this class and says how his is started:
 *
 * <pre>{@code
 * class MyContainerTest extends ContainerContract {
 *   protected Platform platform() { return new Platform("Mine 1.0", "6.0", "-", "-"); }
 *   protected Container start(Path directory, List<String> options) { ... }
 * }
 * }</pre>
 *
 * <p>The container is started twice: without and with AspectJ's agent. It is reached over loopback
 * and without a proxy: the application trusts loopback, and the tests play the proxy. It knows the
 * user {@code alice} by the password {@code right}, in the role {@code staff}.
 */
@ExtendWith({Exclusions.class, ContractReport.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContainerContract {
  private static final int ROUNDS = 10;

  /** The JDK keeps the last type of a method handle, some containers a thread's last task. */
  private static final long KEPT = 1;

  /** What is kept only as long as there is memory is not kept. */
  private static final List<String> NO_CACHES = List.of("-XX:SoftRefLRUPolicyMSPerMB=0");

  private static final long GROWTH_BYTES = 4L << 20;

  private Path directory;
  private Container container;
  private URI plain;

  /** Makes the contracts; a binding has nothing to add. */
  protected ContainerContract() {}

  /** What this binding runs on. */
  protected abstract Platform platform();

  /**
   * Starts the container in a process of its own, on a free port.
   *
   * @param directory where it may keep what it likes
   * @param options for its JVM
   */
  protected abstract Container start(Path directory, List<String> options) throws Exception;

  /** The application with what this container wants added to it; by default nothing. */
  protected ContractWar war(ContractWar war) {
    return war;
  }

  @BeforeAll
  final void startContainer(@TempDir Path temporary) throws Exception {
    directory = temporary;
    container = start(Files.createDirectories(directory.resolve("server")), NO_CACHES);
    plain = deploy("plain", ContractWar.plain());
  }

  private URI deploy(String name, ContractWar application) throws IOException {
    return container.deploy(name, war(application).write(directory, name));
  }

  @AfterAll
  final void stopContainer() throws IOException {
    if (container != null) {
      container.close();
    }
  }

  /** The filter. */
  @Nested
  final class Http extends HttpContract {
    @Override
    protected URI root() {
      return plain;
    }
  }

  /** Annotations without a weaver. */
  @Nested
  final class NotWoven extends WeavingContract {
    @Override
    protected URI root() {
      return plain;
    }

    @Override
    protected boolean woven() {
      return false;
    }
  }

  /** Annotations that the build has woven. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class WovenByTheBuild extends WeavingContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("woven", ContractWar.plain().woven());
    }

    @Override
    protected URI root() {
      return root;
    }

    @Override
    protected boolean woven() {
      return true;
    }
  }

  /** Annotations that an agent weaves, by META-INF/aop.xml. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class WovenByTheAgent extends WeavingContract {
    private Container own;
    private URI root;

    @BeforeAll
    void start() throws Exception {
      String agent = "-javaagent:" + Limitrates.agent();
      own =
          ContainerContract.this.start(
              Files.createDirectories(directory.resolve("agent")), List.of(agent));
      root = own.deploy("agent", war(ContractWar.plain()).write(directory, "agent"));
    }

    @AfterAll
    void stop() throws IOException {
      if (own != null) {
        own.close();
      }
    }

    @Override
    protected URI root() {
      return root;
    }

    @Override
    protected boolean woven() {
      return true;
    }
  }

  /** Beans. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Cdi extends CdiContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("cdi", ContractWar.cdi());
    }

    @Override
    protected URI root() {
      return root;
    }
  }

  /** Guarded logins. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Login extends LoginContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("login", ContractWar.login());
    }

    @Override
    protected URI root() {
      return root;
    }
  }

  /** How it is found out what came of a login. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Outcome extends LoginOutcomeContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("outcome", ContractWar.login());
    }

    @Override
    protected URI root() {
      return root;
    }
  }

  /** Passwords that the container asks for by HTTP's Basic. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Basic extends BasicContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("basic", ContractWar.authentication("auth/basic.xml"));
    }

    @Override
    protected URI root() {
      return root;
    }

    @Override
    protected String container() {
      return platform().container();
    }
  }

  /** Passwords that the container asks for by a form. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Form extends FormContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("form", ContractWar.authentication("auth/form.xml"));
    }

    @Override
    protected URI root() {
      return root;
    }

    @Override
    protected String container() {
      return platform().container();
    }
  }

  /** Passwords that Jakarta Security checks. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  final class Security extends SecurityContract {
    private URI root;

    @BeforeAll
    void deployed() throws IOException {
      root = deploy("security", ContractWar.security());
    }

    @Override
    protected URI root() {
      return root;
    }

    @Override
    protected String container() {
      return platform().container();
    }
  }

  /** Several applications, and one that comes and goes. */
  @Nested
  final class Applications {

    @Test
    void twoApplicationsDoNotShareLimits() throws IOException {
      Path war = war(ContractWar.plain()).write(directory, "twin");
      HttpContractClient one = new HttpContractClient(container.deploy("one", war));
      HttpContractClient two = new HttpContractClient(container.deploy("two", war));

      String[] client = {"X-Forwarded-For", "203.0.113.1"};
      assertThat(one.statuses(3, "/limited", client)).containsExactly(200, 200, 429);
      assertThat(two.statuses(3, "/limited", client)).containsExactly(200, 200, 429);
      container.undeploy("one");
      assertThat(two.get("/limited", client).statusCode()).isEqualTo(429);
      container.undeploy("two");
    }

    @Test
    void applicationThatIsTakenAwayLeavesNothingBehind() throws IOException {
      Path war = war(ContractWar.plain()).write(directory, "guest");
      Jvm jvm = new Jvm(container.pid());
      // One connection for all: a container may keep, with it, the application that it last asked.
      HttpContractClient client = new HttpContractClient(plain);
      visit(client, war);
      Remains before = remains(client, jvm);
      for (int i = 1; i < ROUNDS; i++) {
        visit(client, war);
      }

      Remains after = remains(client, jvm);
      assertThat(after.copies())
          .as("copies of classes")
          .isLessThanOrEqualTo(before.copies() + KEPT);
      assertThat(after.managers())
          .as("cache managers")
          .isLessThanOrEqualTo(before.managers() + KEPT);
      assertThat(after.threads()).as("threads").hasSizeLessThanOrEqualTo(before.threads().size());
      assertThat(after.bytes() - before.bytes()).as("bytes").isLessThan(GROWTH_BYTES);
    }

    private void visit(HttpContractClient client, Path war) throws IOException {
      HttpContractClient guest = client.at(container.deploy("guest", war));
      assertThat(guest.statuses(20, "/limited")).contains(200, 429);
      container.undeploy("guest");
    }

    /** A container's thread may keep the application that it last served: it serves another. */
    private Remains remains(HttpContractClient client, Jvm jvm) throws IOException {
      for (int i = 0; i < 3; i++) {
        assertThat(client.statusesAtOnce(100, "/elsewhere")).containsOnly(200);
      }
      return Remains.of(jvm);
    }
  }

  /** What applications have left in a JVM: some containers keep the last one. */
  private record Remains(long copies, long managers, List<String> threads, long bytes) {
    static Remains of(Jvm jvm) throws IOException {
      List<String> threads = new ArrayList<>(jvm.threads("limitrate"));
      threads.addAll(jvm.threads("ehcache"));
      return new Remains(
          jvm.instances("io.limitrate.tck.app.Canary"),
          jvm.instances("org.ehcache.jsr107.Eh107CacheManager"),
          threads,
          jvm.liveBytes());
    }
  }
}
