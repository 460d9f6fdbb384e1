package com.acme;

import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts decisions by policy and result. */
public final class Counts implements DecisionListener {
  private static final Map<String, LongAdder> COUNTS = new ConcurrentSkipListMap<>();

  @Override
  public void decided(Charge charge) {
    String result = charge.decision().permitted() ? "permitted" : "rejected";
    String labels = "policy=\"" + charge.policy().name() + "\",result=\"" + result + "\"";
    COUNTS.computeIfAbsent(labels, each -> new LongAdder()).increment();
  }

  /** All counts in the text format of Prometheus. */
  public static String text() {
    StringBuilder text = new StringBuilder("# TYPE limitrate_decisions_total counter\n");
    COUNTS.forEach(
        (labels, count) ->
            text.append("limitrate_decisions_total{%s} %d\n".formatted(labels, count.sum())));
    return text.toString();
  }
}
