package io.limitrate.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Free ports of the loopback interface. The ports are below the ports that operating systems choose
 * for outgoing connections, and each process has its own block of ports, also if several builds run
 * at once. So no other test takes a port between its choice and its use.
 */
public final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int BLOCKS = 40;
  private static final int BLOCK = 400;

  /** The process owns its block while it listens on the first port of the block. */
  private static final ServerSocket OWNED =
      IntStream.range(0, BLOCKS)
          .mapToObj(block -> listen(FIRST + block * BLOCK))
          .flatMap(Optional::stream)
          .findFirst()
          .orElseThrow();

  private static final AtomicInteger NEXT = new AtomicInteger((int) System.nanoTime());

  private FreePorts() {}

  /** Returns this number of different free ports. */
  public static List<Integer> find(int count) {
    return IntStream.generate(FreePorts::next)
        .filter(FreePorts::isFree)
        .limit(count)
        .boxed()
        .toList();
  }

  private static int next() {
    return OWNED.getLocalPort() + 1 + Math.floorMod(NEXT.getAndIncrement(), BLOCK - 1);
  }

  private static boolean isFree(int port) {
    Optional<ServerSocket> socket = listen(port);
    socket.ifPresent(FreePorts::close);
    return socket.isPresent();
  }

  private static Optional<ServerSocket> listen(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException taken) {
      return Optional.empty();
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
