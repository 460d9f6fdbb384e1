package io.limitrate.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy for a port of this machine. The proxy can delay data, and can cut the connection:
 * data sent meanwhile arrives after {@link #heal}, as in a network, if both ends are still open.
 * Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Socket> forgotten = ConcurrentHashMap.newKeySet();
  private final Object line = new Object();
  private volatile int target;
  private volatile long delayNanos;
  private boolean cut;

  private TcpProxy(ServerSocket entrance) {
    this.entrance = entrance;
  }

  /** Starts a proxy from a free port to a port. */
  public static TcpProxy to(int target) {
    return open().target(target);
  }

  /** Starts a proxy for a server that must know the proxy's port before the server starts. */
  static TcpProxy open() {
    try {
      ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      TcpProxy proxy = new TcpProxy(entrance);
      start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the port that clients connect to. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Returns the port of the server. */
  int target() {
    return target;
  }

  /** Directs later connections to a port. */
  TcpProxy target(int port) {
    target = port;
    return this;
  }

  /** Delays each later round trip. */
  public TcpProxy delay(Duration roundTrip) {
    delayNanos = roundTrip.toNanos() / 2;
    return this;
  }

  /** Drops all data of the present connections and leaves them open; new connections work. */
  void forget() {
    forgotten.addAll(sockets);
  }

  /** Holds all data back, in both directions. */
  void cut() {
    synchronized (line) {
      cut = true;
    }
  }

  /** Delivers all data again. */
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
        // The proxy is closed, or the client left early.
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

  /** Copies data; closes both ends when one end closes. */
  private void copy(Socket from, Socket to) {
    BlockingQueue<Parcel> onTheWay = new LinkedBlockingQueue<>();
    start(() -> deliver(onTheWay, from, to));
    byte[] bytes = new byte[16_384];
    try {
      int n = 1;
      while (n > 0) {
        n = from.getInputStream().read(bytes);
        onTheWay.add(new Parcel(Arrays.copyOf(bytes, Math.max(0, n))));
      }
    } catch (IOException e) {
      onTheWay.add(new Parcel(new byte[0]));
    }
  }

  /** Data with the time when it was sent; no data at the end of the stream. */
  private static final class Parcel {
    private final byte[] bytes;
    private final long sentNanos = System.nanoTime();

    Parcel(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  private void deliver(BlockingQueue<Parcel> onTheWay, Socket from, Socket to) {
    try {
      for (Parcel parcel = onTheWay.take(); parcel.bytes.length > 0; parcel = onTheWay.take()) {
        awaitArrival(parcel);
        awaitLine();
        if (!forgotten.contains(from) && !forgotten.contains(to)) {
          to.getOutputStream().write(parcel.bytes);
        }
      }
      awaitLine();
    } catch (IOException e) {
      // One end is closed, so the proxy closes the other end.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private void awaitArrival(Parcel parcel) {
    long leftNanos = parcel.sentNanos + delayNanos - System.nanoTime();
    while (leftNanos > 0) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = parcel.sentNanos + delayNanos - System.nanoTime();
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
