package io.limitrate.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A line to a port of this machine that can be cut: what is sent meanwhile arrives when it is whole
 * again, as it does in a network, if the two ends are still interested. Thread-safe.
 */
final class TcpProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object line = new Object();
  private boolean cut;

  private TcpProxy(ServerSocket entrance, int target) {
    this.entrance = entrance;
    this.target = target;
  }

  /** A line from a free port to that one. */
  static TcpProxy to(int target) {
    try {
      ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TcpProxy proxy = new TcpProxy(entrance, target);
      start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the line begins. */
  int port() {
    return entrance.getLocalPort();
  }

  /** Where it ends. */
  int target() {
    return target;
  }

  /** From now on nothing arrives, in neither direction. */
  void cut() {
    synchronized (line) {
      cut = true;
    }
  }

  /** All arrives again. */
  void heal() {
    synchronized (line) {
      cut = false;
      line.notifyAll();
    }
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket near = entrance.accept();
        sockets.add(near);
        start(() -> connect(near));
      } catch (IOException e) {
        // Closed, or one that went away before it was here.
      }
    }
  }

  private void connect(Socket near) {
    try {
      awaitLine();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(far);
      start(() -> copy(far, near));
      copy(near, far);
    } catch (IOException e) {
      close(near);
    }
  }

  /** Both ends of a connection close when one does. */
  private void copy(Socket from, Socket to) {
    byte[] bytes = new byte[16_384];
    try {
      for (int n = from.getInputStream().read(bytes);
          n > 0;
          n = from.getInputStream().read(bytes)) {
        awaitLine();
        to.getOutputStream().write(bytes, 0, n);
      }
      awaitLine();
    } catch (IOException e) {
      // One end is gone, so the other goes too.
    } finally {
      close(from);
      close(to);
    }
  }

  private void awaitLine() throws IOException {
    synchronized (line) {
      while (cut && !entrance.isClosed()) {
        try {
          line.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IOException(e);
        }
      }
    }
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    heal();
    sockets.forEach(this::close);
  }
}
