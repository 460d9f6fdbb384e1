package io.limitrate.tck.container.launcher;

import java.nio.file.Path;

/** A container within this process. */
interface Embedded {

  /**
   * Starts it on a free port of the loopback interface.
   *
   * @param directory where it may keep what it likes
   * @return the port
   */
  int start(Path directory) throws Exception;

  /** Deploys a WAR under {@code /name}. */
  void deploy(String name, Path war) throws Exception;

  /** Takes it away again. */
  void undeploy(String name) throws Exception;
}
