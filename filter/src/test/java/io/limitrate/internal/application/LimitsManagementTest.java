package io.limitrate.internal.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.KeySpec;
import io.limitrate.Limits.LimitsMXBean;
import io.limitrate.LogLines;
import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.Quotas;
import io.limitrate.config.Configuration;
import io.limitrate.internal.engine.TestCall;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsManagementTest {
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final Policy api = Policy.builder("api").key("user | ip").quotas("5/1h").build();
  private final Policy pair =
      Policy.builder("pair")
          .key("user + path:model")
          .tier("free", Quotas.parse("5/1h"))
          .tier("premium", Quotas.parse("50/1h"))
          .build();
  private final Policy admins = Policy.builder("admins").key("role:admin").quotas("5/1h").build();
  private final ManualClock clock = new ManualClock();
  private final AtomicInteger readings = new AtomicInteger(Integer.MAX_VALUE);
  private final ApplicationRuntime runtime =
      ApplicationRuntime.start(configuration(true), this::instant);

  /** Returns the time, or fails once when the given number of readings is over. */
  private Instant instant() {
    if (readings.getAndDecrement() == 0) {
      throw new IllegalStateException("on purpose");
    }
    return clock.instant();
  }

  private Configuration configuration(boolean jmx) {
    return Configuration.builder().policy(api).policy(pair).policy(admins).jmx(jmx).build();
  }

  @AfterEach
  void close() {
    runtime.close();
  }

  private Set<ObjectName> names() throws Exception {
    String instance = Integer.toHexString(System.identityHashCode(runtime));
    return SERVER.queryNames(
        new ObjectName("io.limitrate:type=Limits,instance=" + instance + ",*"), null);
  }

  private LimitsMXBean bean() throws Exception {
    return JMX.newMXBeanProxy(SERVER, names().iterator().next(), LimitsMXBean.class);
  }

  private void calls(int count, Policy policy, String user) {
    for (int i = 0; i < count; i++) {
      TestCall call = new TestCall().with("user", user).with("path:model", "gpt");
      runtime.limiter().check(call, List.of(policy));
    }
  }

  @Test
  void changesACountByHand() throws Exception {
    calls(2, api, "alice");

    assertThat(bean().peek("api", "", "user=alice").getRemaining()).isEqualTo(3);
    assertThat(bean().charge("api", "", "user=alice", 2).getRemaining()).isEqualTo(1);
    assertThat(bean().giveBack("api", "", "user=alice", 1).getRemaining()).isEqualTo(2);
    assertThat(bean().peek("api", "", "ip=192.0.2.1").getRemaining()).isEqualTo(5);
    LimitsMXBean.Standing standing = bean().reset("api", "", "user=alice");
    assertThat(standing.getRemaining()).isEqualTo(5);
    assertThat(standing.getQuota()).isEqualTo("5/1h");
    assertThat(standing.getResetSeconds()).isZero();
  }

  @Test
  void refreshesTheQuotasOfACustomer() throws Exception {
    AtomicReference<String> plan = new AtomicReference<>("7/1h");
    QuotaProvider.Blocking plans = request -> Optional.of(Quotas.parse(plan.get()));
    QuotaProvider.Settings settings =
        QuotaProvider.Settings.builder(plans, KeySpec.parse("user")).build();
    Policy sold =
        Policy.builder("sold").key("user + path:model").quotas("5/1h").quotasFrom(settings).build();
    runtime.reload(Configuration.builder().policy(sold).jmx(true).build());

    bean().refreshQuotas("sold", "alice");
    awaitQuota("7/1h");
    plan.set("9/1h");
    bean().refreshQuotas("sold", "alice");

    awaitQuota("9/1h");
    assertThat(bean().peek("sold", "", "user+path:model=bob + gpt").getQuota()).isEqualTo("5/1h");
    assertThatIllegalArgumentException().isThrownBy(() -> bean().refreshQuotas("none", "alice"));
  }

  private void awaitQuota(String quota) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String key = "user+path:model=alice + gpt";
    while (!bean().peek("sold", "", key).getQuota().equals(quota)
        && deadline - System.nanoTime() > 0) {
      Thread.onSpinWait();
    }
    assertThat(bean().peek("sold", "", key).getQuota()).isEqualTo(quota);
  }

  @Test
  void listsAndResetsTheMostRejectedKeys() throws Exception {
    calls(7, api, "alice");

    List<LimitsMXBean.Rejected> most = bean().mostRejected("api");

    assertThat(most).hasSize(1);
    assertThat(most.get(0).getRejections()).isEqualTo(2);
    assertThat(most.get(0).getTier()).isEmpty();
    assertThat(most.get(0).getId()).isEqualTo(bean().peek("api", "", "user=alice").getId());
    assertThat(bean().reset("api", "", "id=" + most.get(0).getId()).getRemaining()).isEqualTo(5);
  }

  @Test
  void listsTheFullestKeysWithWhatTheyHaveLeft() throws Exception {
    calls(3, api, "alice");
    calls(1, api, "bob");

    List<LimitsMXBean.Standing> fullest = bean().fullest("api", 1);

    assertThat(fullest).hasSize(1);
    assertThat(fullest.get(0).getId()).isEqualTo(bean().peek("api", "", "user=alice").getId());
    assertThat(fullest.get(0).getRemaining()).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean().fullest("api", 0))
        .withMessageContaining("must be from 1 to 1000");
  }

  @Test
  void takesTheTierAndSeveralValues() throws Exception {
    calls(1, pair, "alice + bob");
    calls(1, pair, "alice");

    LimitsMXBean.Standing free = bean().peek("pair", "free", "user+path:model=alice + gpt");
    LimitsMXBean.Standing premium = bean().peek("pair", "premium", "user+path:model=alice + gpt");

    assertThat(free.getRemaining()).isEqualTo(4);
    assertThat(premium.getQuota()).isEqualTo("50/1h");
    assertThat(premium.getId()).isEqualTo(free.getId());
  }

  @Test
  void answersMistakesWithExceptionsThatAnyClientHas() throws Exception {
    LimitsMXBean bean = bean();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.peek("api", "", "alice"))
        .withMessage("policy api: the key must begin with id= or with user= or ip=");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.peek("pair", "", "user+path:model=alice"))
        .withMessageContaining("number of values 1: must be 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.reset("admins", "", "role:admin=alice"))
        .withMessage(
            "policy admins: key \"role:admin=alice\": must be role:admin= without a value, because"
                + " all callers share one count");
    assertThat(bean.peek("admins", "", "role:admin=").getRemaining()).isEqualTo(5);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.peek("apy", "", "user=alice"))
        .withMessageContaining("did you mean api?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bean.mostRejected("apy"))
        .withMessageContaining("did you mean api?");
  }

  @Test
  void aChangeIsLoggedWithoutTheValueOfTheKey() throws Exception {
    try (LogLines lines = LogLines.of(LimitsManagement.class)) {
      bean().reset("api", "", "user=alice");

      assertThat(lines.lines())
          .singleElement()
          .asString()
          .contains("Policy api: an administrator reset the count of Key[")
          .doesNotContain("alice");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aChangeIsLoggedAlsoIfItsAnswerFails(int reading) throws Exception {
    calls(2, api, "alice");
    try (LogLines lines = LogLines.of(LimitsManagement.class)) {
      readings.set(reading);
      assertThatCode(() -> bean().reset("api", "", "user=alice")).satisfies(this::isOnPurpose);
      readings.set(Integer.MAX_VALUE);

      boolean changed = bean().peek("api", "", "user=alice").getRemaining() == 5;
      assertThat(lines.lines()).hasSize(changed ? 1 : 0);
      assertThat(changed).isEqualTo(reading == 3);
    }
  }

  private void isOnPurpose(Throwable failure) {
    assertThat(failure)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("on purpose");
  }

  @Test
  void isRegisteredWhileTheConfigurationSaysSo() throws Exception {
    assertThat(names()).hasSize(1);

    runtime.reload(configuration(false));

    assertThat(names()).isEmpty();
  }
}
