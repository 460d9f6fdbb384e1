package io.limitrate.tck.cluster;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hazelcast's configuration files. Members use the loopback interface only, and join only the
 * members of the test.
 */
final class HazelcastFile {
  private static final String HEARTBEATS =
      """
          hazelcast.heartbeat.interval.seconds: "1"
          hazelcast.max.no.heartbeat.seconds: "4"
      """;

  private HazelcastFile() {}

  /**
   * Returns the file of a member. The first member starts alone; each other member starts when all
   * are together, so that no node counts alone on a busy machine.
   */
  static String member(MemberAddress own) {
    boolean first = own.all().indexOf(own.publicPort()) == 0;
    return member(own, first ? 1 : own.all().size());
  }

  private static String member(MemberAddress own, int least) {
    return """
    hazelcast:
      cluster-name: limitrate
      network:
        port: { port: %d, auto-increment: false }
        public-address: 127.0.0.1:%d
        interfaces: { enabled: true, interfaces: [127.0.0.1] }
        join:
          auto-detection: { enabled: false }
          multicast: { enabled: false }
          tcp-ip: { enabled: true, member-list: [%s] }
      properties:
        hazelcast.socket.bind.any: "false"
        hazelcast.wait.seconds.before.join: "1"
        hazelcast.shutdownhook.enabled: "false"
        hazelcast.merge.first.run.delay.seconds: "1"
        hazelcast.merge.next.run.delay.seconds: "1"
        hazelcast.initial.min.cluster.size: "%d"
    """
        .formatted(own.port(), own.publicPort(), own.all("\"127.0.0.1:%d\"", ", "), least);
  }

  /** Returns the file of a member that soon notices a lost member and its return. */
  static String wakefulMember(MemberAddress own) {
    return member(own) + HEARTBEATS;
  }

  /**
   * Returns the file of a member with split-brain protection. Its caches work only while both
   * members are together; a limiter cannot start on them before, so each member first waits for the
   * other.
   */
  static String protectedMember(MemberAddress own) {
    return member(own, own.all().size())
        + HEARTBEATS
        + """
          split-brain-protection:
            both: { enabled: true, minimum-cluster-size: 2 }
          cache:
        """
        + caches("split-brain-protection-ref: both");
  }

  /** Returns the file of a member whose caches evict entries beyond a few thousand. */
  static String memberWithSmallCaches(MemberAddress own) {
    return member(own)
        + """
          cache:
        """
        + caches("eviction: { size: 1000, max-size-policy: ENTRY_COUNT, eviction-policy: LRU }");
  }

  /** Returns the section of all caches for limits and logins. */
  private static String caches(String setting) {
    return Stream.of("limitrate", "limitrate-login")
        .map(
            name ->
                cache(name + "-5m", modified(5, "MINUTES"), setting)
                    + cache(name + "-3h", modified(3, "HOURS"), setting)
                    + cache(name + "-3d", modified(3, "DAYS"), setting)
                    + cache(name + "-100d", modified(100, "DAYS"), setting)
                    + cache(name + "-400d", modified(400, "DAYS"), setting)
                    + cache(name, "expiry-policy-type: ETERNAL", setting))
        .collect(Collectors.joining());
  }

  private static String modified(int number, String unit) {
    return "expiry-policy-type: MODIFIED, duration-amount: %d, time-unit: %s"
        .formatted(number, unit);
  }

  private static String cache(String name, String expiry, String setting) {
    return """
        %s:
          key-type: { class-name: java.lang.String }
          value-type: { class-name: java.lang.String }
          expiry-policy-factory: { timed-expiry-policy-factory: { %s } }
          %s
    """
        .formatted(name, expiry, setting);
  }

  /** Returns the file of a client. */
  static String client(int member) {
    return """
    hazelcast-client:
      cluster-name: limitrate
      network:
        cluster-members: ["127.0.0.1:%d"]
    """
        .formatted(member);
  }
}
