package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Quotas.Ban;
import io.limitrate.internal.algorithm.BanAlgorithm;
import io.limitrate.internal.algorithm.BanAlgorithm.Status;
import io.limitrate.internal.engine.BanTransition;
import io.limitrate.internal.engine.BanTransition.Rules;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Races on one cell. */
public final class CellStress {
  private static final CountedQuotas ONE = CountedQuotas.parse("1/1h fixed-window");
  private static final CountedQuotas TWO = CountedQuotas.parse("2/1h, 2/1d sliding-window-log");
  private static final long NOW = 1_000_000_000_000L;
  private static final long NEXT_DAYS = NOW + 10 * 86_400_000_000_000L;

  private CellStress() {}

  private static boolean permitted(Cell cell, CountedQuotas quotas, long nowNanos) {
    Decision decision = cell.acquire(quotas, 1, nowNanos);
    return decision != null && decision.permitted();
  }

  /** Two calls compete for the last unit. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = Expect.ACCEPTABLE,
      desc = "One has it.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Both or none.")
  @State
  public static class LastUnit {
    private final Cell cell = Cell.of(ONE);

    /** Takes it. */
    @Actor
    public void one(ZZ_Result result) {
      result.r1 = permitted(cell, ONE, NOW);
    }

    /** Takes it. */
    @Actor
    public void other(ZZ_Result result) {
      result.r2 = permitted(cell, ONE, NOW);
    }
  }

  /** Three calls compete for two units of two quotas. */
  @JCStressTest
  @Outcome(
      id = {"true, true, false", "true, false, true", "false, true, true"},
      expect = Expect.ACCEPTABLE,
      desc = "Two have them.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "More or fewer.")
  @State
  public static class TwoUnitsOfTwoQuotas {
    private final Cell cell = Cell.of(TWO);

    /** Takes one. */
    @Actor
    public void first(ZZZ_Result result) {
      result.r1 = permitted(cell, TWO, NOW);
    }

    /** Takes one. */
    @Actor
    public void second(ZZZ_Result result) {
      result.r2 = permitted(cell, TWO, NOW);
    }

    /** Takes one. */
    @Actor
    public void third(ZZZ_Result result) {
      result.r3 = permitted(cell, TWO, NOW);
    }
  }

  /**
   * A charge while the sweep retires the idle cell: the cell keeps the charge, or the call repeats
   * it.
   */
  @JCStressTest
  @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "Charged, so it stays.")
  @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "Retired, so it takes nothing.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A charge on a cell that is gone.")
  @State
  public static class ChargeAndRetirement {
    private final Cell cell = Cell.of(ONE);

    /** Creates an idle cell. */
    public ChargeAndRetirement() {
      permitted(cell, ONE, NOW);
    }

    /** Charges. */
    @Actor
    public void charge(ZZ_Result result) {
      result.r1 = permitted(cell, ONE, NEXT_DAYS);
    }

    /** Retires. */
    @Actor
    public void retire(ZZ_Result result) {
      result.r2 = cell.retireIfIdle(NEXT_DAYS);
    }
  }

  /** A charge while an overrun moves the state to a successor: the charge is not lost. */
  @JCStressTest
  @Outcome(
      id = {"true, true", "false, true"},
      expect = Expect.ACCEPTABLE,
      desc = "The successor has the charge, if it was made.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A charge is lost.")
  @State
  public static class ChargeDuringMove {
    private static final long OVERRUN = 1L << 33;
    private static final CountedQuotas MANY = CountedQuotas.parse("1000/1h fixed-window");

    private final Cell cell = Cell.of(MANY);

    /** Takes a unit. */
    @Actor
    public void charge(ZZ_Result result) {
      result.r1 = permitted(cell, MANY, NOW);
    }

    /** Charges more units than a packed state can hold. */
    @Actor
    public void move() {
      cell.apply(new Transition.Settle(MANY, 0, OVERRUN, NOW, NOW));
    }

    /** Refunds the overrun, and counts what is left. */
    @Arbiter
    public void count(ZZ_Result result) {
      Decision left = cell.apply(new Transition.Settle(MANY, OVERRUN, 0, NOW, NOW));
      result.r2 = left != null && left.remaining() == (result.r1 ? 999 : 1_000);
    }
  }

  /**
   * The last departure of a leaky bucket comes back while another call takes a departure: the other
   * call gets the departure itself or the next one.
   */
  @JCStressTest
  @Outcome(
      id = "1, 2",
      expect = Expect.ACCEPTABLE,
      desc = "It came back first, and is assigned again.")
  @Outcome(
      id = "2, 3",
      expect = Expect.ACCEPTABLE,
      desc = "A later one was assigned first, so it stays unused.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "A departure is assigned twice, or two are lost.")
  @State
  public static class DepartureThatComesBack {
    private static final long GAP = 1_000_000_000L;
    private static final CountedQuotas QUEUE = CountedQuotas.parse("1/1s leaky-bucket queue 9");

    private final Cell cell = Cell.of(QUEUE);

    /** Takes the departures 0 and 1. */
    public DepartureThatComesBack() {
      departure();
      departure();
    }

    private long departure() {
      Decision decision = cell.acquire(QUEUE, 1, NOW);
      return decision instanceof Decision.Delayed delayed ? delayed.delayNanos() / GAP : 0;
    }

    /** Gives the departure 1 back. */
    @Actor
    public void withdraw() {
      cell.apply(new Transition.Withdraw(QUEUE, 1, NOW + 2 * GAP, NOW));
    }

    /** Takes a departure. */
    @Actor
    public void take(JJ_Result result) {
      result.r1 = departure();
    }

    /** Takes the next departure. */
    @Arbiter
    public void takeNext(JJ_Result result) {
      result.r2 = departure();
    }
  }

  /** Two rejections compete for the last one before a ban. */
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true"},
      expect = Expect.ACCEPTABLE,
      desc = "One starts the ban.")
  @Outcome(expect = Expect.FORBIDDEN, desc = "Two bans, or none.")
  @State
  public static class LastRejectionBeforeABan {
    private static final Rules BAN =
        Rules.of(new BanAlgorithm(new Ban(2, Duration.ofMinutes(1), Duration.ofMinutes(5)), 42));

    private final StateCell cell;

    /** Counts a rejection. */
    public LastRejectionBeforeABan() {
      cell = new StateCell(strike().apply(null).next(), BAN.quotas());
    }

    private static BanTransition strike() {
      return new BanTransition(BAN, BanTransition.Move.STRIKE, 0, NOW);
    }

    private boolean starts() {
      Status status = cell.apply(strike());
      return status != null && status.began();
    }

    /** Counts a rejection. */
    @Actor
    public void one(ZZ_Result result) {
      result.r1 = starts();
    }

    /** Counts a rejection. */
    @Actor
    public void other(ZZ_Result result) {
      result.r2 = starts();
    }
  }
}
