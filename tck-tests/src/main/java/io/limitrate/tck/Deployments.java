package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The applications of a container. Each application is deployed when a contract first asks for it.
 */
final class Deployments {
  private final Container container;
  private final Path directory;
  private final UnaryOperator<ContractWar> addition;
  private final Map<String, CompletableFuture<URI>> applications = new HashMap<>();

  /**
   * Creates the object without any deployment.
   *
   * @param directory the directory for the WARs
   * @param addition adds to each WAR what this container needs
   */
  Deployments(Container container, Path directory, UnaryOperator<ContractWar> addition) {
    this.container = container;
    this.directory = directory;
    this.addition = addition;
  }

  /**
   * Returns the root of an application. After a failed deployment, every call throws the exception.
   */
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
