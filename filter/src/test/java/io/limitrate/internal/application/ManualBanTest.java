package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Limits.Banned;
import io.limitrate.Limits.LimitsMXBean;
import io.limitrate.Limits.OfKey;
import io.limitrate.Limits.OfPolicy;
import io.limitrate.LogLines;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas.Ban;
import io.limitrate.config.Configuration;
import io.limitrate.internal.engine.TestCall;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManualBanTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Policy api =
      Policy.builder("api")
          .key("user")
          .quotas("2/1s")
          .ban(new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10)))
          .build();
  private final Policy plain = Policy.builder("plain").key("user").quotas("2/1s").build();
  private final Policy shadow =
      Policy.builder("shadow")
          .key("user")
          .quotas("2/1s")
          .ban(api.ban().orElseThrow())
          .shadow(true)
          .build();
  private final ManualClock clock = new ManualClock();
  private final ApplicationRuntime runtime =
      ApplicationRuntime.start(
          Configuration.builder().policy(api).policy(plain).policy(shadow).jmx(true).build(),
          clock);

  @AfterEach
  void close() {
    runtime.close();
  }

  private OfPolicy of(String policy) {
    return runtime.limits().of(policy);
  }

  private OfKey alice() {
    return of("api").key("alice");
  }

  private boolean permits(String user) {
    return runtime.limiter().check(new TestCall().with("user", user), List.of(api)).permitted();
  }

  private void exceed(String user) {
    IntStream.range(0, 5).forEach(i -> permits(user));
  }

  @Test
  void aBanByHandRejectsTheKeyUntilItsEnd() {
    alice().ban(HOUR, "bob");

    assertThat(permits("alice")).isFalse();
    assertThat(permits("carol")).isTrue();
    assertThat(alice().banned()).contains(HOUR);
    clock.advance(HOUR);
    assertThat(permits("alice")).isTrue();
    assertThat(alice().banned()).isEmpty();
  }

  @Test
  void aBanByHandReplacesARunningBanAndMakesNoLaterBanLonger() {
    exceed("alice");
    alice().ban(HOUR, "bob");
    assertThat(alice().banned()).contains(HOUR);
    clock.advance(HOUR);

    exceed("alice");

    assertThat(alice().banned()).contains(Duration.ofMinutes(20));
  }

  @Test
  void aLiftedKeyStartsAnew() {
    exceed("alice");

    assertThat(alice().lift("bob")).isTrue();

    assertThat(alice().lift("bob")).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(permits("alice")).isTrue();
    exceed("alice");
    assertThat(alice().banned()).contains(Duration.ofMinutes(10));
  }

  @Test
  void theListHasTheIdsOfTheRunningBansOfThePolicy() {
    exceed("alice");
    of("api").key("bob").ban(HOUR, "carol");
    permits("dave");

    assertThat(of("api").bans())
        .containsExactlyInAnyOrder(
            new Banned(alice().id(), Duration.ofMinutes(10)),
            new Banned(of("api").key("bob").id(), HOUR));
    assertThat(of("shadow").bans()).isEmpty();
    assertThat(of("api").keyOfId(alice().id()).lift("carol")).isTrue();
    clock.advance(HOUR);
    assertThat(of("api").bans()).isEmpty();
  }

  @Test
  void aMostRejectedKeyCanBeBannedByItsId() {
    IntStream.range(0, 4).forEach(i -> permits("alice"));

    of("api").mostRejected().get(0).ban(HOUR, "bob");

    assertThat(alice().banned()).contains(HOUR);
  }

  @Test
  void theListIsBounded() {
    IntStream.range(0, 1_100).forEach(i -> of("api").key("user" + i).ban(HOUR, "bob"));

    assertThat(of("api").bans()).hasSize(1_000);
  }

  @Test
  void aBanWithoutAnEffectIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("plain").key("alice").ban(HOUR, "bob"))
        .withMessage("policy plain: bans nobody: add ban to the policy");
    assertThatIllegalArgumentException().isThrownBy(() -> of("plain").bans());
    assertThatIllegalArgumentException().isThrownBy(() -> of("plain").key("alice").lift("bob"));
    assertThat(of("plain").key("alice").banned()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of("shadow").key("alice").ban(HOUR, "bob"))
        .withMessage(
            "policy shadow: does not enforce its rejections for this key, so a ban has no effect");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alice().ban(Duration.ofDays(2), "bob"))
        .withMessage("policy api: duration PT48H: must be from PT1S to the longest, PT24H");
    assertThatIllegalArgumentException().isThrownBy(() -> alice().ban(Duration.ZERO, "bob"));
  }

  @Test
  void theLogTellsWhoChangedABanAndNeverTheValueOfTheKey() {
    try (LogLines lines = LogLines.of(ManualBan.class)) {
      alice().ban(HOUR, "bob");
      alice().lift("carol\nPolicy api: dave");
      alice().lift("carol");

      assertThat(lines.lines())
          .hasSize(3)
          .noneMatch(line -> line.toString().contains("\n"))
          .noneMatch(line -> line.toString().contains("alice"))
          .anyMatch(line -> line.toString().contains("Policy api: bob bans Key["))
          .anyMatch(
              line -> line.toString().contains("carol\uFFFDPolicy api: dave lifts the ban of"))
          .anyMatch(line -> line.toString().contains("carol forgets the rejections of Key["));
    }
  }

  @Test
  void administratorsDoTheSameByJmx() throws Exception {
    LimitsMXBean bean = bean();

    bean.ban("api", "", "user=alice", 3_600);

    assertThat(bean.bans("api"))
        .singleElement()
        .satisfies(
            ban -> {
              assertThat(ban.getId()).isEqualTo(alice().id());
              assertThat(ban.getRemainingSeconds()).isEqualTo(3_600);
            });
    assertThat(permits("alice")).isFalse();
    assertThat(bean.lift("api", "", "id=" + alice().id())).isTrue();
    assertThat(permits("alice")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.ban("plain", "", "user=alice", 3_600))
        .withMessageContaining("bans nobody");
  }

  private LimitsMXBean bean() throws Exception {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    String instance = Integer.toHexString(System.identityHashCode(runtime));
    ObjectName pattern = new ObjectName("io.limitrate:type=Limits,instance=" + instance + ",*");
    return JMX.newMXBeanProxy(
        server, server.queryNames(pattern, null).iterator().next(), LimitsMXBean.class);
  }
}
