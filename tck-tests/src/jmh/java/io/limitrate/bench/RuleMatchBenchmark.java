package io.limitrate.bench;

import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.routing.RuleTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Finds the rule of a request among few and many rules. The number of paths is the same; the paths
 * are spread over all rules.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class RuleMatchBenchmark {

  /** The number of rules. */
  @Param({"1", "10", "100", "1000"})
  int rules;

  /**
   * The number of paths that are requested in turn. The table remembers a few paths, but not many.
   */
  @Param({"64", "16384"})
  int paths;

  private RuleTable table = RuleTable.of(List.of());
  private String[] pathInfos = {};
  private int turn;

  /** Compiles the rules. */
  @Setup(Level.Trial)
  public void compile() {
    List<Rule> all = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      Policy policy = Policy.builder("p" + i).quotas("1/1s").build();
      all.add(new Rule.Limit("/api/resource" + i + "/{id}", Set.of(), List.of(policy)));
    }
    table = RuleTable.of(all);
    pathInfos = new String[paths];
    for (int i = 0; i < paths; i++) {
      pathInfos[i] = "/resource" + i % rules + "/" + i;
    }
  }

  /** Matches one path. */
  @Benchmark
  public Object match() {
    turn = turn + 1 >= paths ? 0 : turn + 1;
    return table.route("/api", pathInfos[turn], "GET");
  }
}
