package io.limitrate.internal.store.shared.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.FixedWindowState;
import io.limitrate.internal.algorithm.Slot;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.engine.AcquireSparing;
import io.limitrate.internal.engine.BanTransition;
import io.limitrate.internal.engine.BanTransition.Rules;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange.GiveBack;
import io.limitrate.internal.engine.ManualChange.Reset;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Enter;
import io.limitrate.internal.engine.Transition.Leave;
import io.limitrate.internal.engine.Transition.Renew;
import io.limitrate.internal.engine.Transition.Settle;
import io.limitrate.internal.engine.Transition.Withdraw;
import io.limitrate.internal.login.attempt.AttemptTransition;
import io.limitrate.internal.login.attempt.AttemptTransition.Move;
import io.limitrate.internal.login.attempt.Attempts;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateCommandTextTest {
  private static final long NOW = 1_764_000_000_123_456_789L;
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("100/1m, 1000/1d fixed-window");
  private static final UpdateCommand BATCH =
      new UpdateCommand(
          QUOTAS,
          NOW,
          List.of(),
          List.of(new Acquire(QUOTAS, 3, NOW - 36), new Settle(QUOTAS, 1, 10, NOW - 72, NOW)),
          500);

  /** Nodes of different builds must understand each other. */
  @Test
  void theWrittenFormNeverChanges() {
    String text = "B1 deh1t8rj6qz9 dw a-10:3 s0:1:a:-20|100/1m, 1000/1d fixed-window";

    assertThat(BATCH.text()).isEqualTo(text);
    assertThat(EntryUpdate.read(text)).isEqualTo(BATCH);
  }

  @Test
  void theWrittenFormOfABanNeverChanges() {
    Ban ban = new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10));
    Rules rules = Rules.of(new BanAlgorithm(ban, 7));
    UpdateCommand command =
        new UpdateCommand(
            rules.quotas(),
            NOW,
            List.of(),
            List.of(
                new BanTransition(rules, BanTransition.Move.STRIKE, 0, NOW - 36),
                new BanTransition(rules, BanTransition.Move.BAN, 35, NOW)),
            0);
    String text =
        "B1 deh1t8rj6qz9 0 b-10:STRIKE:0:3:rkag8ao:7nmwiayo:2:umjm17uo0:umjm17uo0:7"
            + " b0:BAN:z:3:rkag8ao:7nmwiayo:2:umjm17uo0:umjm17uo0:7"
            + "|1/1s fixed-window";

    assertThat(command.text()).isEqualTo(text);
    assertThat(EntryUpdate.read(text).toString()).isEqualTo(command.toString());
  }

  private static void assertWritten(
      CountedQuotas quotas, List<Transition<?>> transitions, String text) {
    UpdateCommand command = new UpdateCommand(quotas, NOW, List.of(), transitions, 0);

    assertThat(command.text()).isEqualTo(text);
    assertThat(EntryUpdate.read(text)).isEqualTo(command);
  }

  @Test
  void theWrittenFormOfChangesByHandNeverChanges() {
    CountedQuotas quotas = CountedQuotas.parse("100/1m");
    List<Transition<?>> transitions =
        List.of(new GiveBack(quotas, 35, NOW - 36), new Reset(quotas, NOW - 72));

    assertWritten(quotas, transitions, "B1 deh1t8rj6qz9 0 g-10:z z-20|100/1m");
  }

  @Test
  void theWrittenFormOfCallsInFlightNeverChanges() {
    CountedQuotas quotas = CountedQuotas.parse("100/1m, 20 in-flight longest 10m");
    List<Transition<?>> transitions =
        List.of(
            new Enter(quotas, 3, new Slot(-36, 35), NOW),
            new Leave(quotas, 36, NOW - 1),
            new Renew(quotas, new Slot(1, 36), NOW));

    assertWritten(
        quotas,
        transitions,
        "B1 deh1t8rj6qz9 0 e0:3:-10:z l-1:10 n0:1:10|100/1m, 20 in-flight longest 10m");
  }

  @Test
  void theWrittenFormOfCallsThatLeaveAReserveNeverChanges() {
    CountedQuotas quotas = CountedQuotas.parse("100/1m, 20 in-flight");
    List<Transition<?>> transitions =
        List.of(
            new AcquireSparing(quotas, 3, 35, NOW - 36),
            new Enter(quotas, 3, new Slot(-36, 35), 36, NOW));

    assertWritten(
        quotas, transitions, "B1 deh1t8rj6qz9 0 p-10:3:z e0:3:-10:z:10|100/1m, 20 in-flight");
  }

  @Test
  void theWrittenFormOfAWithdrawalNeverChanges() {
    CountedQuotas quotas = CountedQuotas.parse("100/1s leaky-bucket queue 500");
    Withdraw withdraw = new Withdraw(quotas, 35, NOW + 36, NOW);
    String text = "B1 deh1t8rj6qz9 0 w0:z:10|100/1s leaky-bucket queue 500";

    assertThat(UpdateCommand.of(quotas, withdraw).text()).isEqualTo(text);
    assertThat(EntryUpdate.read(text)).isEqualTo(UpdateCommand.of(quotas, withdraw));
  }

  @Test
  void theWrittenFormOfAnAttemptNeverChanges() {
    LoginLimits limits =
        new LoginLimits(
            new Limit(5, Duration.ofNanos(60)),
            new Limit(10, Duration.ofNanos(3_600)),
            new Limit(3, Duration.ofNanos(60)),
            new Block(Duration.ofNanos(300), 2, Duration.ofNanos(3_600), Duration.ofNanos(86_400)),
            new Spraying(new Limit(10, Duration.ofNanos(600)), 80));
    Attempts by = Attempts.of(limits, 100, 7);
    AttemptTransition attempt = new AttemptTransition(by, Move.FAIL, -36, 35, NOW - 36);
    String text = UpdateCommand.of(attempt.quotas(), attempt).text();

    assertThat(text)
        .isEqualTo(
            "B1 deh1t8rj6qy9 0 t0:FAIL:-10:z:5:1o:a:2s0:3:1o:8c:2:2s0:1uo0:a:go:28:2s:7"
                + "|5/60ns sliding-window-log");
    assertThat(((UpdateCommand) EntryUpdate.read(text)).transitions()).containsExactly(attempt);
  }

  /** The drift of the wall clock decides about windows of the calendar, so it travels too. */
  @Test
  void theWrittenFormOfACalendarWindowNeverChanges() {
    CountedQuotas quotas = CountedQuotas.parse("5/month from 31 Europe/Berlin").withDrift(-36);
    UpdateCommand command = UpdateCommand.of(quotas, new Acquire(quotas, 1, NOW));
    String text = "B1 deh1t8rj6qz9 0 a0:1|5/month from 31 Europe/Berlin|-10";

    UpdateCommand read = (UpdateCommand) EntryUpdate.read(text);

    assertThat(command.text()).isEqualTo(text);
    assertThat(read).isEqualTo(command);
    assertThat(read.quotas().driftNanos()).isEqualTo(-36);
    assertThat(read.apply(null)).isEqualTo(command.apply(null));
  }

  @Test
  void aClockAdvanceHasItsOwnForm() {
    assertThat(new ClockAdvance(NOW).text()).isEqualTo("Tdeh1t8rj6qz9");
    assertThat(EntryUpdate.read("Tdeh1t8rj6qz9")).isEqualTo(new ClockAdvance(NOW));
  }

  @Test
  void theWrittenFormOfReturnedUnitsNeverChanges() {
    CountedQuotas window = CountedQuotas.parse("100/1m fixed-window");
    Unused unused = new Unused(new FixedWindowState(NOW, 36), 5, NOW - 10, NOW - 3);
    UpdateCommand command =
        new UpdateCommand(window, NOW, List.of(unused), List.of(new Acquire(window, 1, NOW)), 0);
    String text = "B1 deh1t8rj6qz9 0 a0:1 r5:-a:-3:1fdeh1t8rj6qz9.10|100/1m fixed-window";

    assertThat(command.text()).isEqualTo(text);
    assertThat(EntryUpdate.read(text)).isEqualTo(command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "B2 a 0|1/1s",
        "B1 a 0",
        "B1 a 0 x1|1/1s",
        "B1 a 0 r1:0:0|1/1s",
        "B1 a|1/1s",
        "B1 a 0|1/day|",
        "B1 a 0|1/day|5|"
      })
  void rejectsATextThatNoNodeWrote(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> EntryUpdate.read(text));
  }
}
