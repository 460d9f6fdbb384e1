package io.limitrate.tck;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Free ports of the loopback interface. The ports are below the ports that operating systems choose
 * for outgoing connections, and each Surefire process has its own range. So no other test takes a
 * port between its choice and its use.
 */
public final class FreePorts {
  private static final int FIRST = 12_000;
  private static final int RANGE = 4_000;
  private static final int PROCESS = process(System.getProperty("test.process", "process-1"));
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

  /** The build names the processes {@code process-1} and so on. */
  private static int process(String name) {
    return Integer.parseInt(name.substring("process-".length())) - 1;
  }

  private static int next() {
    return FIRST + PROCESS * RANGE + Math.floorMod(NEXT.getAndIncrement(), RANGE);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
