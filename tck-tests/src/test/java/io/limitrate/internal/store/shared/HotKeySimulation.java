package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import io.limitrate.internal.store.shared.Scenario.Trouble;
import io.limitrate.internal.store.shared.SimulatedStore.Load;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Simulates the nodes of a scenario, which share one key. */
final class HotKeySimulation {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Key KEY = new Key(1, 1);

  private final Scenario scenario;
  private final Timeline timeline = new Timeline();
  private final SplittableRandom random;
  private final SimulatedStore store;
  private final Tally tally;
  private final SimulatedNode[] nodes;
  private boolean lost;

  private HotKeySimulation(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.random = new SplittableRandom(seed);
    this.store = new SimulatedStore(scenario.kind(), timeline, random.split());
    this.tally = new Tally(scenario.nodes(), second(scenario.fromSecond()));
    this.nodes = new SimulatedNode[scenario.nodes()];
  }

  static HotKeyResult run(Scenario scenario, long seed) {
    HotKeySimulation simulation = new HotKeySimulation(scenario, seed);
    try {
      return simulation.run();
    } finally {
      simulation.store.close();
    }
  }

  private HotKeyResult run() {
    for (int i = 0; i < nodes.length; i++) {
      start(i);
    }
    timeline.at(second((scenario.fromSecond() + scenario.toSecond()) / 2), this::disturb);
    timeline.runUntil(second(scenario.fromSecond()));
    store.resetLoads();
    timeline.runUntil(second(scenario.toSecond()));
    Load load = store.load(nodes[0].name(KEY, scenario.quotas()));
    return HotKeyResult.of(scenario, load, tally);
  }

  private static long second(int second) {
    return Timeline.START_NANOS + second * SECOND_NANOS;
  }

  /** Starts a node within the first second, so that the nodes' leases do not end together. */
  private void start(int i) {
    nodes[i] = new SimulatedNode(timeline, store, call -> tally.add(i, call));
    SplittableRandom own = random.split();
    timeline.after(own.nextLong(SECOND_NANOS), () -> arrive(i, own));
  }

  /** Schedules the next call of a Poisson process, whose rate changes with each second. */
  private void arrive(int i, SplittableRandom own) {
    long sinceNanos = timeline.nanos() - Timeline.START_NANOS;
    int second = (int) (sinceNanos / SECOND_NANOS);
    double waitNanos = SECOND_NANOS * own.nextExponential() / perSecond(i, second);
    if (timeline.nanos() + waitNanos < second(second + 1)) {
      timeline.after((long) waitNanos, () -> call(i, own));
    } else {
      timeline.at(second(second + 1), () -> arrive(i, own));
    }
  }

  private void call(int i, SplittableRandom own) {
    nodes[i].run(() -> nodes[i].call(KEY, scenario.quotas()));
    arrive(i, own);
  }

  /** The calls of lost nodes go to the other nodes. */
  private double perSecond(int node, int second) {
    double own = scenario.calls(node, second);
    if (!lost) {
      return own;
    }
    return node < tenth() ? 0 : own * nodes.length / (nodes.length - tenth());
  }

  private int tenth() {
    return nodes.length / 10;
  }

  private void disturb() {
    lost = scenario.trouble() == Trouble.LOSS;
    for (int i = 0; i < tenth(); i++) {
      switch (scenario.trouble()) {
        case NONE, MOVING -> {}
        case LOSS -> nodes[i].kill();
        case PAUSE -> nodes[i].pauseUntil(timeline.nanos() + PAUSE_NANOS);
      }
    }
  }
}
