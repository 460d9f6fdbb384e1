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
 * A line to a port of this machine that can be slow, and that can be cut: what is sent meanwhile
 * arrives when it is whole again, as it does in a network, if the two ends are still interested.
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

  /** A line from a free port to that one. */
  public static TcpProxy to(int target) {
    return open().target(target);
  }

  /** A line from a free port, for a server that must know this port before it starts. */
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

  /** Where the line begins. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Where it ends. */
  int target() {
    return target;
  }

  /** Connections that begin from now on lead to that port. */
  TcpProxy target(int port) {
    target = port;
    return this;
  }

  /** A round trip takes so much longer from now on. */
  public TcpProxy delay(Duration roundTrip) {
    delayNanos = roundTrip.toNanos() / 2;
    return this;
  }

  /** The connections there are carry nothing more and stay open; new ones work. */
  void forget() {
    forgotten.addAll(sockets);
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

  /** What was sent at some time; nothing at the end. */
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
      // One end is gone, so the other goes too.
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
