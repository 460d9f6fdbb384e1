package io.limitrate.tck.cluster;

/**
 * Infinispan's configuration files. Members use the loopback interface only, and join only the
 * members of the test.
 */
final class InfinispanFile {
  private InfinispanFile() {}

  /** Returns the file of a member. */
  static String member(MemberAddress own) {
    return member(own, "");
  }

  /**
   * Returns the file of a member that soon notices a lost member and its return. The file omits the
   * protocol that watches connections, because the connections of this protocol do not pass the
   * proxy.
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
