package io.limitrate.tck;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A container that runs in a process of its own and takes web applications. Closing it ends the
 * process. Not thread-safe.
 */
public interface Container extends AutoCloseable {

  /**
   * Deploys a web application under the context path {@code /name}, and returns when it answers.
   *
   * @return where it is, such as {@code http://127.0.0.1:8080/name}, over loopback
   * @throws IOException when it does not start, with what the container says about it
   */
  URI deploy(String name, Path war) throws IOException;

  /** Takes it away again, and returns when that is done. */
  void undeploy(String name) throws IOException;

  /** The process. */
  long pid();

  @Override
  void close() throws IOException;
}
