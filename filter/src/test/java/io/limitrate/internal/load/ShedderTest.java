package io.limitrate.internal.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.limitrate.Call;
import io.limitrate.LogLines;
import io.limitrate.config.CallerLists;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import io.limitrate.config.SheddingSettings.Exempt;
import io.limitrate.internal.engine.TestCall;
import io.limitrate.internal.load.Admission.Counted;
import io.limitrate.internal.load.Admission.Shed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShedderTest {
  private static final CallPath PATH = new CallPath(null, "/");
  private static final PrioritySettings ROLES =
      new PrioritySettings(
          PrioritySettings.USUAL,
          "normal",
          List.of(
              new Assignment.ByRole("critical", "critical"), new Assignment.ByRole("low", "low")));

  private volatile double load;

  private static Call of(String role) {
    return new TestCall().with("role:" + role, "").with("ip", "192.0.2.1");
  }

  private SheddingSettings.Builder settings() {
    return SheddingSettings.builder().priorities(ROLES);
  }

  private Shedder bySignal() {
    return Shedder.of(settings().signal("queue", () -> load, 50).build());
  }

  private static void sample(Shedder shedder, int readings) {
    IntStream.range(0, readings).forEach(i -> shedder.sample());
  }

  @Test
  void lowerClassesAreShedAtLowerCounts() {
    Shedder shedder = Shedder.of(settings().inFlight(6).build());

    assertThat(admitted(shedder, "low", 10)).isEqualTo(3);
    assertThat(admitted(shedder, "normal", 10)).isEqualTo(1);
    assertThat(admitted(shedder, "critical", 10)).isEqualTo(2);
    assertThat(shedder.inFlight()).isEqualTo(6);
  }

  private static SheddingSettings.Builder ofRequests(Assignment... calls) {
    return SheddingSettings.builder()
        .priorities(new PrioritySettings(PrioritySettings.USUAL, "normal", List.of(calls)));
  }

  @Test
  void signalsNeverShedTheFirstClassThatARequestHas() {
    Assignment batch = new Assignment.ByRole("low", "low");
    Shedder shedder = Shedder.of(ofRequests(batch).signal("queue", () -> 1, 50).build());
    sample(shedder, 50);

    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);
    assertThat(shedder.admit(of("normal"), PATH)).isInstanceOf(Admission.Uncounted.class);
  }

  @Test
  void theFirstClassThatARequestHasMayTakeAllPlaces() {
    Shedder two = Shedder.of(ofRequests(new Assignment.ByRole("low", "low")).inFlight(6).build());
    Shedder one = Shedder.of(ofRequests().inFlight(6).build());

    assertThat(admitted(two, "low", 10)).isEqualTo(3);
    assertThat(admitted(two, "normal", 10)).isEqualTo(3);
    assertThat(admitted(one, "normal", 10)).isEqualTo(6);
  }

  @Test
  void aRequestWhoseClientIsUnknownByAFailureIsAdmitted() {
    Shedder shedder = Shedder.of(settings().inFlight(1).build());
    assertThat(admitted(shedder, "critical", 1)).isEqualTo(1);
    Call broken =
        new Call() {
          @Override
          public String address() {
            throw new IllegalStateException("on purpose");
          }
        };

    assertThat(shedder.admit(broken, PATH)).isInstanceOf(Admission.Uncounted.class);
    assertThat(shedder.inFlight()).isEqualTo(1);
  }

  @Test
  void anErrorOfAReadingDoesNotEndTheTimer() {
    Shedder shedder = Shedder.of(settings().inFlight(1).build());
    assertThat(admitted(shedder, "critical", 2)).isEqualTo(1); // shedding begins
    BrokenHandler broken = new BrokenHandler();
    Logger logger = Logger.getLogger(Shedder.LOGGER);
    logger.addHandler(broken);
    try {
      assertThatCode(() -> IntStream.range(0, 30).forEach(i -> shedder.tick()))
          .doesNotThrowAnyException(); // the line of the end fails
    } finally {
      logger.removeHandler(broken);
    }
    assertThat(broken.failures).isPositive();
  }

  private static final class BrokenHandler extends Handler {
    private int failures;

    @Override
    public void publish(LogRecord record) {
      failures++;
      throw new AssertionError("on purpose");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static long admitted(Shedder shedder, String role, int requests) {
    return IntStream.range(0, requests)
        .mapToObj(i -> shedder.admit(of(role), PATH))
        .filter(Counted.class::isInstance)
        .count();
  }

  @Test
  void signalsShedLowerClassesFirstAndNeverTheFirstClass() {
    Shedder shedder = bySignal();
    load = 1;
    sample(shedder, 50);

    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);
    assertThat(shedder.admit(of("normal"), PATH)).isInstanceOf(Shed.class);
    assertThat(shedder.admit(of("critical"), PATH)).isInstanceOf(Admission.Uncounted.class);
    assertThat(shedder.admitUncounted(of("low"), PATH)).isInstanceOf(Shed.class);
    assertThat(shedder.admitUncounted(of("critical"), PATH))
        .isInstanceOf(Admission.Uncounted.class);
  }

  @Test
  void aPartOfTheClientsIsServedWholeAndTheOthersNotAtAll() {
    Shedder shedder = bySignal();
    load = 0.5 + 0.5 * Math.cbrt(0.5 / 3); // sheds half of the last class
    sample(shedder, 50);
    int shed = 0;

    for (int i = 0; i < 1_000; i++) {
      Call client =
          new TestCall().with("role:low", "").with("ip", "10.0." + i / 250 + "." + i % 250);
      Set<Boolean> answers = new HashSet<>();
      for (int j = 0; j < 3; j++) {
        answers.add(shedder.admit(client, PATH) instanceof Shed);
      }
      assertThat(answers).hasSize(1);
      shed += answers.contains(true) ? 1 : 0;
    }

    assertThat(shed).isBetween(400, 600);
  }

  @Test
  void theWaitOfARejectionIsSpreadUpwardsAndTheSameForAClient() {
    Shedder shedder = Shedder.of(settings().inFlight(1).retryAfter(Duration.ofSeconds(10)).build());
    assertThat(admitted(shedder, "critical", 1)).isEqualTo(1);
    Set<Long> waits = new HashSet<>();

    for (int i = 0; i < 100; i++) {
      Call client = new TestCall().with("ip", "192.0.2." + i);
      Shed shed = (Shed) shedder.admit(client, PATH);
      assertThat(shed).isEqualTo(shedder.admit(client, PATH));
      assertThat(Duration.ofNanos(shed.waitNanos()))
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
      waits.add(shed.waitNanos());
    }

    assertThat(waits).hasSizeGreaterThan(90);
  }

  @Test
  void exemptRequestsAreNeitherCountedNorShed() {
    Exempt probes = new Exempt(List.of("/health/*"), Optional.of(CallerLists.ranges("10.0.0.0/8")));
    Shedder shedder = Shedder.of(settings().inFlight(1).exempt(probes).build());
    Call kubelet = new TestCall().with("ip", "10.1.2.3");
    CallPath health = new CallPath(null, "/health/live");

    assertThat(shedder.admit(kubelet, health)).isInstanceOf(Admission.Uncounted.class);
    assertThat(shedder.inFlight()).isZero();
    assertThat(shedder.admit(new TestCall().with("ip", "192.0.2.1"), health))
        .isInstanceOf(Counted.class);
    assertThat(shedder.admit(kubelet, health)).isInstanceOf(Admission.Uncounted.class);
    assertThat(shedder.admit(kubelet, PATH)).isInstanceOf(Shed.class);
    assertThat(shedder.admit(kubelet, new CallPath(null, "/orders/..;/health/live")))
        .isInstanceOf(Shed.class);
  }

  @Test
  void aStarvingClassGetsOneRequestInEachTime() {
    Shedder shedder = Shedder.of(settings().inFlight(6).starvation(Duration.ofSeconds(2)).build());
    assertThat(admitted(shedder, "critical", 5)).isEqualTo(5);
    sample(shedder, 3);
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);

    sample(shedder, 1);

    Counted rescued = (Counted) shedder.admit(of("low"), PATH);
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);
    rescued.leave();
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);
    sample(shedder, 4);
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Counted.class);
  }

  @Test
  void aStarvingClassNeverExceedsTheWholeLimit() {
    Shedder shedder = Shedder.of(settings().inFlight(2).starvation(Duration.ofSeconds(1)).build());
    Counted running = (Counted) shedder.admit(of("critical"), PATH);
    assertThat(admitted(shedder, "critical", 1)).isEqualTo(1);
    sample(shedder, 10);

    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);

    running.leave();
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Counted.class);
  }

  @Test
  void signalsShedAllButOneRequestOfAStarvingClass() {
    Shedder shedder =
        Shedder.of(
            settings().signal("queue", () -> 1, 50).starvation(Duration.ofSeconds(10)).build());
    sample(shedder, 20);

    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Admission.Uncounted.class);
    assertThat(shedder.admit(of("low"), PATH)).isInstanceOf(Shed.class);
  }

  @Test
  void otherSettingsKeepTheCountOfRequestsInFlight() {
    Shedder shedder = Shedder.of(settings().inFlight(5).build());
    Counted running = (Counted) shedder.admit(of("critical"), PATH);

    Shedder next = shedder.next(settings().inFlight(1).build());

    assertThat(shedder.next(settings().inFlight(5).build())).isSameAs(shedder);
    assertThat(next.admit(of("critical"), PATH)).isInstanceOf(Shed.class);
    running.leave();
    assertThat(next.admit(of("critical"), PATH)).isInstanceOf(Counted.class);
  }

  @Test
  void logsTheBeginAndTheEndOfSheddingOnce() {
    try (LogLines logged = LogLines.of(Shedder.LOGGER)) {
      Shedder shedder = Shedder.of(settings().inFlight(1).build());
      Counted running = (Counted) shedder.admit(of("critical"), PATH);
      for (int i = 0; i < 3; i++) {
        shedder.admit(of("low"), PATH);
        shedder.admit(of("critical"), PATH);
        shedder.sample();
      }
      running.leave();
      sample(shedder, SheddingLog.QUIET + 5);

      assertThat(logged.lines())
          .containsExactly(
              "WARNING Load shedding begins with a request of the class low: in-flight 1 of 1",
              "INFO Load shedding has ended after 1 s; rejected: 3 critical, 3 low");
    }
  }

  @Test
  void closingStopsTheTimer() {
    Shedder shedder = bySignal();
    Shedder.replace(null, shedder);
    assertThat(threads()).isNotEmpty();

    Shedder.replace(shedder, null);

    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("limitrate-load-"))
        .toList();
  }
}
