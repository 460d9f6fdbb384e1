package io.limitrate.guard;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One run of a benchmark in a JVM of its own. The warm-up is a number of operations and not a time,
 * so that the compiler is done on a busy machine too. The sample is the fastest of many short
 * batches, because other load only makes a batch slower.
 */
final class ShortRun {
  private static final int WARM_UPS = 30;
  private static final int WARM_UP_OPERATIONS = 100_000;
  private static final int BATCHES = 40;
  private static final int BATCH_OPERATIONS = 20_000;

  /** Logs warnings only. The path begins at the module. */
  private static final String LOGGING = "src/test/resources/logging.properties";

  private static final String BYTES = "gc.alloc.rate.norm";

  private ShortRun() {}

  /**
   * Runs a benchmark.
   *
   * @throws RunnerException when there is no such benchmark, or it fails
   */
  static Sample of(Subject subject) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(subject.method()) + "$")
            .mode(Mode.SingleShotTime)
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupBatchSize(WARM_UP_OPERATIONS)
            .measurementIterations(BATCHES)
            .measurementBatchSize(BATCH_OPERATIONS)
            .addProfiler(GCProfiler.class)
            .jvmArgsAppend("-Djava.util.logging.config.file=" + LOGGING)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    subject.parameters().forEach((name, value) -> options.param(name, value));
    return sample(subject, new Runner(options.build()).run());
  }

  private static Sample sample(Subject subject, Collection<RunResult> results) {
    if (results.size() != 1) {
      throw new IllegalStateException(
          subject + ": has " + results.size() + " cases, give a value for each of its parameters");
    }
    List<IterationResult> batches =
        results.iterator().next().getBenchmarkResults().stream()
            .map(BenchmarkResult::getIterationResults)
            .flatMap(Collection::stream)
            .toList();
    return new Sample(
        least(batches, batch -> batch.getPrimaryResult().getScore()),
        Math.rint(least(batches, batch -> batch.getSecondaryResults().get(BYTES).getScore())));
  }

  private static double least(
      List<IterationResult> batches, ToDoubleFunction<IterationResult> ofBatch) {
    return batches.stream().mapToDouble(ofBatch).min().orElseThrow() / BATCH_OPERATIONS;
  }
}
