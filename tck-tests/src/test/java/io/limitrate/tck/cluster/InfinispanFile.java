package io.limitrate.tck.cluster;

/** Infinispan's own configuration: nothing that leaves this machine, and nobody but the others. */
final class InfinispanFile {
  private InfinispanFile() {}

  /** A member. */
  static String member(MemberAddress own) {
    return member(own, "");
  }

  /**
   * A member that soon notices when another one is cut off, and when it is back. It goes without
   * the protocol that watches connections, for its own have no line.
   */
  static String wakefulMember(MemberAddress own) {
    return member(
        own,
        """
              <FD_SOCK2 stack.combine="REMOVE"/>
              <FD_ALL3 timeout="4000" interval="1000" stack.combine="COMBINE"/>
              <MERGE3 min_interval="500" max_interval="1000" stack.combine="COMBINE"/>
        """);
  }

  private static String member(MemberAddress own, String protocols) {
    return """
    <infinispan>
      <jgroups>
        <stack name="loopback" extends="tcp">
          <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0"
               external_addr="127.0.0.1" external_port="%d"/>
          <TCPPING initial_hosts="%s" port_range="0"
                   stack.combine="REPLACE" stack.position="MPING"/>
    %s
        </stack>
      </jgroups>
      <cache-container name="limitrate">
        <transport cluster="limitrate" stack="loopback" node-name="node-%d"/>
      </cache-container>
    </infinispan>
    """
        .formatted(
            own.port(), own.publicPort(), own.all("127.0.0.1[%d]", ","), protocols, own.port());
  }
}
