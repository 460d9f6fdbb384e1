package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * All contracts of a container. Each contract tests a {@link ContractWar} that is really deployed.
 * The author of a container extends this class and implements the start of the container:
 *
 * <pre>{@code
 * class MyContainerTest extends ContainerContract {
 *   protected Platform platform() { return new Platform("Mine", "1.0", "6.0", "-", "-"); }
 *   protected Container start(Path directory, List<String> options) { ... }
 * }
 * }</pre>
 *
 * <p>The contracts start the container twice, without and with AspectJ's agent. They reach it at
 * the loopback address without a proxy: the application trusts this address, and the tests act as
 * the proxy. The container has the user {@code alice} with the password {@code right} and the role
 * {@code staff}.
 */
@ExtendWith({Exclusions.class, ContractReport.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ContainerContract {
  /**
   * The first option clears soft references at each collection, so that they hide no leak. The
   * second option halves the time of these tests: a server that answers few requests gains nothing
   * from an optimizing compiler.
   */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:SoftRefLRUPolicyMSPerMB=0", "-XX:TieredStopAtLevel=1");

  private Path directory;
  private Container container;
  private Deployments deployments;

  /** Creates the contracts. A subclass needs no constructor. */
  protected ContainerContract() {}

  /** Returns the platform that this subclass tests. */
  protected abstract Platform platform();

  /**
   * Starts the container in a separate process, on a free port.
   *
   * @param directory a directory that the container may use freely
   * @param options options for the JVM of the container
   */
  protected abstract Container start(Path directory, List<String> options) throws Exception;

  /** Returns the application with additions that this container needs; by default without any. */
  protected ContractWar war(ContractWar war) {
    return war;
  }

  @BeforeAll
  final void startContainer(@TempDir Path temporary) throws Exception {
    directory = temporary;
    container = start(Files.createDirectories(directory.resolve("server")), JVM_OPTIONS);
    deployments = new Deployments(container, directory, this::war);
  }

  private URI deployed(String name, Supplier<ContractWar> application) {
    return deployments.root(name, application);
  }

  @AfterAll
  final void stopContainer() throws IOException {
    if (container != null) {
      container.close();
    }
  }

  /** Rules of the filter. */
  @Nested
  final class Http extends HttpContract {
    @Override
    protected URI root() {
      return deployed("plain", ContractWar::plain);
    }
  }

  @Nested
  final class Body extends BodyContract {
    @Override
    protected URI root() {
      return deployed("plain", ContractWar::plain);
    }
  }

  /** Annotations without a weaver. */
  @Nested
  final class NotWoven extends WeavingContract {
    @Override
    protected URI root() {
      return deployed("plain", ContractWar::plain);
    }

    @Override
    protected boolean woven() {
      return false;
    }
  }

  /** Annotations that the build has woven. */
  @Nested
  final class WovenByTheBuild extends WeavingContract {
    @Override
    protected URI root() {
      return deployed("woven", () -> ContractWar.plain().woven());
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

  /** Rules of beans. */
  @Nested
  final class Cdi extends CdiContract {
    @Override
    protected URI root() {
      return deployed("cdi", ContractWar::cdi);
    }
  }

  /** Rules of guarded logins. */
  @Nested
  final class Login extends LoginContract {
    @Override
    protected URI root() {
      return deployed("login", ContractWar::login);
    }
  }

  /** The detection of a login's outcome. */
  @Nested
  final class Outcome extends LoginOutcomeContract {
    @Override
    protected URI root() {
      return deployed("outcome", ContractWar::login);
    }
  }

  /** Passwords that the container asks for by BASIC. */
  @Nested
  final class Basic extends BasicContract {
    @Override
    protected URI root() {
      return deployed("basic", () -> ContractWar.authentication("auth/basic.xml"));
    }

    @Override
    protected String container() {
      return platform().title();
    }
  }

  /** Passwords that the container asks for by a form. */
  @Nested
  final class Form extends FormContract {
    @Override
    protected URI root() {
      return deployed("form", () -> ContractWar.authentication("auth/form.xml"));
    }

    @Override
    protected String container() {
      return platform().title();
    }
  }

  /** Passwords that Jakarta Security checks. */
  @Nested
  final class Security extends SecurityContract {
    @Override
    protected URI root() {
      return deployed("security", ContractWar::security);
    }

    @Override
    protected String container() {
      return platform().title();
    }
  }

  /** Several applications at the same time, and one that is deployed and undeployed repeatedly. */
  @Nested
  final class Applications extends ApplicationsContract {
    @Override
    Container container() {
      return container;
    }

    @Override
    Path war(String name) throws IOException {
      return ContainerContract.this.war(ContractWar.plain()).write(directory, name);
    }

    @Override
    URI resident() {
      return deployed("plain", ContractWar::plain);
    }
  }
}
