package io.limitrate.tck.cluster;

import io.limitrate.tck.FreePorts;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The address of a member on the loopback interface, and the addresses of all members.
 *
 * @param port the port that the member listens on
 * @param publicPort the port that the member announces
 * @param all the announced ports of all members, this one included
 */
record MemberAddress(int port, int publicPort, List<Integer> all) {

  /** Returns addresses with free ports. */
  static List<MemberAddress> find(int members) {
    List<Integer> ports = FreePorts.find(members);
    return ports.stream().map(port -> new MemberAddress(port, port, ports)).toList();
  }

  /** Returns addresses of members that reach each other only through these proxies. */
  static List<MemberAddress> behind(List<TcpProxy> lines) {
    List<Integer> ports = lines.stream().map(TcpProxy::port).toList();
    return lines.stream()
        .map(line -> new MemberAddress(line.target(), line.port(), ports))
        .toList();
  }

  /** Returns the announced ports of all members, each in a format. */
  String all(String form, String separator) {
    return all.stream().map(form::formatted).collect(Collectors.joining(separator));
  }
}
