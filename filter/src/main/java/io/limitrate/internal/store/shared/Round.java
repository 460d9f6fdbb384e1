package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.Transition.Acquire;
import io.limitrate.internal.algorithm.Unused;
import io.limitrate.internal.store.shared.Batch.Grant;
import io.limitrate.internal.store.shared.Batch.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One round of errands for one key: what gives units back first, by the path that never does so
 * twice, then all questions together.
 *
 * <p>Used by one thread after the other.
 */
final class Round {
  /** A rejection holds for this part of a lease's life at least. */
  private static final int HELD_PART = 16;

  private final Remote remote;
  private final ClusterClock clock;
  private final LocalEntry entry;
  private final Quotas quotas;
  private final Target target;
  private final int errands;
  private final List<Unused> unused = new ArrayList<>();
  private final List<Question> refunds = new ArrayList<>();
  private final List<Question> questions = new ArrayList<>();
  private @Nullable Transition look;

  Round(Remote remote, ClusterClock clock, LocalEntry entry, List<Errand> errands) {
    this.remote = remote;
    this.clock = clock;
    this.entry = entry;
    this.quotas = errands.get(0).quotas();
    this.target = remote.target(entry.key(), errands.get(0));
    this.errands = errands.size();
    errands.forEach(this::sort);
  }

  private void sort(Errand errand) {
    if (errand instanceof Question question) {
      (question.refunds() && target.takesBack() ? refunds : questions).add(question);
    } else if (errand instanceof Errand.Look wish) {
      look = wish.transition();
    } else if (target.takesBack()) {
      unused.add(((Errand.Return) errand).unused());
    }
  }

  /** How many errands it has. */
  int errands() {
    return errands;
  }

  /**
   * Asks without holding a thread; {@code null} where that cannot be. What comes of it, {@code
   * null} where there was nothing to ask, is for {@link #learn}.
   *
   * @param workers who goes on where no caller waits any more
   */
  @Nullable CompletionStage<@Nullable Answer> ask(Executor workers) {
    if (!target.holdsNoThread() || !refunds.isEmpty() || !unused.isEmpty()) {
      return null;
    }
    questions.removeIf(this::answeredByNow);
    if (questions.isEmpty() && look == null) {
      return CompletableFuture.completedFuture(null);
    }
    Batch batch = batch();
    return remote
        .charge(target, entry, batch, begin(questions), step -> drive(step, workers), workers)
        .thenApplyAsync(outcome -> new Answer(batch, outcome), Stages.AT_ONCE);
  }

  private void drive(Runnable step, Executor workers) {
    if (questions.stream().noneMatch(question -> question.drive(step))) {
      workers.execute(step);
    }
  }

  /**
   * Does the errands and holds the thread meanwhile.
   *
   * @return what came of the questions; {@code null} where there were none left
   */
  @Nullable Answer run() {
    giveBack();
    questions.removeIf(this::answeredByNow);
    if (questions.isEmpty() && look == null) {
      return null;
    }
    Batch batch = batch();
    return new Answer(batch, remote.charge(target, batch, begin(questions)));
  }

  /** What was asked, and what came of it. */
  record Answer(Batch batch, Outcome outcome) {}

  /** Tells those who still wait. */
  void fail(RuntimeException cause) {
    refunds.forEach(question -> question.fail(cause));
    questions.forEach(question -> question.fail(cause));
  }

  private void giveBack() {
    if (refunds.isEmpty() && unused.isEmpty()) {
      return;
    }
    Batch batch = new Batch(quotas, clock.nanos(), unused, transitions(refunds), 0);
    Outcome outcome = remote.giveBack(target, batch, begin(refunds));
    entry.know(null);
    entry.saw(outcome.next());
    showLease(outcome.decisions(), batch.nowNanos());
    tell(refunds, outcome);
  }

  /** Nobody waits for it any more, or the round before has brought what it needs. */
  private boolean answeredByNow(Question question) {
    Transition transition = question.transition();
    Decision known = question.abandoned() ? null : entry.answer(transition, transition.nowNanos());
    if (known != null) {
      question.answer(known);
    }
    return known != null || question.abandoned();
  }

  private Batch batch() {
    long nowNanos = clock.nanos();
    List<Transition> transitions = transitions(questions);
    long wanted = Demand.wanted(entry, quotas, transitions, nowNanos);
    if (look != null) {
      transitions.add(look.looking(nowNanos));
    }
    return new Batch(quotas, nowNanos, List.of(), transitions, wanted);
  }

  private Try begin(List<Question> asked) {
    Try attempt = remote.attempt();
    entry.begins(attempt);
    asked.forEach(question -> question.asked(attempt));
    return attempt;
  }

  private static List<Transition> transitions(List<Question> questions) {
    List<Transition> transitions = new ArrayList<>(questions.size() + 1);
    questions.forEach(question -> transitions.add(question.transition()));
    return transitions;
  }

  /** Keeps what this node knows from now on; returns the lease that came with it, if any. */
  @Nullable HeldLease learn(Answer answer) {
    HeldLease before = entry.lease();
    if (before != null && !questions.isEmpty()) {
      before.mixed();
    }
    long nowNanos = answer.batch().nowNanos();
    List<Decision> decisions = answer.outcome().decisions();
    entry.asked(answer.outcome().next(), nowNanos);
    List<Transition> asked = answer.batch().transitions();
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i) instanceof Transition.Attempt attempt) {
        entry.know(attempt, (Decision.Attempted) decisions.get(i));
      } else if (decisions.get(i) instanceof Decision.Rejected rejected
          && asked.get(i) instanceof Acquire acquire
          && i < questions.size()) {
        know(acquire, held(rejected));
      }
    }
    if (look instanceof Acquire) {
      lookAgain(decisions.get(questions.size()));
    }
    showLease(decisions, nowNanos);
    return hold(answer.outcome().grant(), nowNanos, before);
  }

  /** What a lease tells its callers is as old as it is, unless it hears what others were told. */
  private void showLease(List<Decision> decisions, long nowNanos) {
    HeldLease lease = entry.lease();
    if (lease != null && lease.quotas().equals(quotas) && !decisions.isEmpty()) {
      lease.saw(decisions.get(decisions.size() - 1), nowNanos);
    }
  }

  /** Hands the answers out. */
  void tell(Answer answer) {
    tell(questions, answer.outcome());
  }

  private void tell(List<Question> asked, Outcome outcome) {
    for (int i = 0; i < asked.size(); i++) {
      Decision decision = outcome.decisions().get(i);
      asked
          .get(i)
          .answer(decision instanceof Decision.Rejected rejected ? held(rejected) : decision);
    }
  }

  /**
   * Where units come back within microseconds, a node that was rejected lets some gather before it
   * asks again: a flood costs no question each, and the next lease is worth it.
   */
  private Decision.Rejected held(Decision.Rejected rejected) {
    long leastNanos = quotas.leasable() ? quotas.leaseNanos() / HELD_PART : 0;
    return rejected.waitNanos() >= leastNanos
        ? rejected
        : new Decision.Rejected(
            rejected.quota(), rejected.remaining(), rejected.resetNanos(), leastNanos);
  }

  /** Of several rejections, that of the cheapest call says most. */
  private void know(Acquire acquire, Decision.Rejected rejected) {
    CachedRejection known = entry.rejection();
    if (known == null
        || acquire.cost() < known.cost()
        || known.answer(quotas, known.cost(), acquire.nowNanos()) == null) {
      entry.know(new CachedRejection(quotas, acquire.cost(), rejected, acquire.nowNanos()));
    }
  }

  /** Others may have given units back. */
  private void lookAgain(Decision seen) {
    CachedRejection known = entry.rejection();
    if (known != null && seen.remaining() >= known.cost()) {
      entry.know(null);
    }
  }

  private @Nullable HeldLease hold(
      @Nullable Grant grant, long nowNanos, @Nullable HeldLease before) {
    if (grant == null) {
      return null;
    }
    HeldLease lease = new HeldLease(quotas, grant, nowNanos, before);
    entry.hold(lease);
    return lease;
  }
}
