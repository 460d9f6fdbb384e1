package io.limitrate.tck.container;

import io.limitrate.tck.Container;
import java.net.URI;

/** A container in one process that serves all applications on one port. */
abstract class ServerContainer implements Container {
  private final ServerProcess server;
  private final int port;

  ServerContainer(ServerProcess server, int port) {
    this.server = server;
    this.port = port;
  }

  final ServerProcess server() {
    return server;
  }

  /** Returns the root of an application. */
  final URI root(String name) {
    return URI.create("http://127.0.0.1:" + port + "/" + name);
  }

  @Override
  public final String log() {
    return server.log();
  }

  @Override
  public final long pid() {
    return server.process().pid();
  }

  @Override
  public final void close() {
    server.close();
  }
}
