package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The applications of a container, each deployed when a contract first asks for it. */
final class Deployments {
  private final Container container;
  private final Path directory;
  private final UnaryOperator<ContractWar> addition;
  private final Map<String, CompletableFuture<URI>> applications = new HashMap<>();

  /**
   * No deployment yet.
   *
   * @param directory where the WARs are written
   * @param addition adds what this container wants in each WAR
   */
  Deployments(Container container, Path directory, UnaryOperator<ContractWar> addition) {
    this.container = container;
    this.directory = directory;
    this.addition = addition;
  }

  /** The root of an application; a deployment that failed fails for every contract that asks. */
  URI root(String name, Supplier<ContractWar> application) {
    return applications.computeIfAbsent(name, n -> deploy(n, application.get())).join();
  }

  private CompletableFuture<URI> deploy(String name, ContractWar application) {
    try {
      Path war = addition.apply(application).write(directory, name);
      return CompletableFuture.completedFuture(container.deploy(name, war));
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }
}
