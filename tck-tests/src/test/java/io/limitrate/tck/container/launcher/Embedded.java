package io.limitrate.tck.container.launcher;

import java.nio.file.Path;

/** A container within this process. */
interface Embedded {

  /**
   * Starts the container on a free port of the loopback interface.
   *
   * @param directory a directory that the container may use freely
   * @return the port
   */
  int start(Path directory) throws Exception;

  /** Deploys a WAR under {@code /name}. */
  void deploy(String name, Path war) throws Exception;

  /** Undeploys the WAR. */
  void undeploy(String name) throws Exception;
}
