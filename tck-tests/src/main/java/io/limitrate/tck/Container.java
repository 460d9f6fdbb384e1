package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A container in a separate process, to which tests deploy web applications. Closing it ends the
 * process. Not thread-safe.
 */
public interface Container extends AutoCloseable {

  /**
   * Deploys a web application under the context path {@code /name}. Returns when the application
   * answers.
   *
   * @return the application's root at the loopback address, such as {@code
   *     http://127.0.0.1:8080/name}
   * @throws IOException when the application does not start; the message contains the container's
   *     output
   */
  URI deploy(String name, Path war) throws IOException;

  /** Undeploys the application. Returns when the container has removed it. */
  void undeploy(String name) throws IOException;

  /** Returns what the container has logged so far. */
  String log() throws IOException;

  /** Returns the id of the process. */
  long pid();

  @Override
  void close() throws IOException;
}
