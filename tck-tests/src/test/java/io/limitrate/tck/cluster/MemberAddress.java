package io.limitrate.tck.cluster;

import io.limitrate.tck.FreePorts;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a member listens on the loopback interface, and where members look for each other.
 *
 * @param port where it listens
 * @param publicPort where it says that it is
 * @param all where all members say that they are, itself too
 */
record MemberAddress(int port, int publicPort, List<Integer> all) {

  /** Members at free ports. */
  static List<MemberAddress> find(int members) {
    List<Integer> ports = FreePorts.find(members);
    return ports.stream().map(port -> new MemberAddress(port, port, ports)).toList();
  }

  /** Members that reach each other by these lines alone. */
  static List<MemberAddress> behind(List<TcpProxy> lines) {
    List<Integer> ports = lines.stream().map(TcpProxy::port).toList();
    return lines.stream()
        .map(line -> new MemberAddress(line.target(), line.port(), ports))
        .toList();
  }

  /** All members' public ports, each written in that form. */
  String all(String form, String separator) {
    return all.stream().map(form::formatted).collect(Collectors.joining(separator));
  }
}
