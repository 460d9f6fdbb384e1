package io.limitrate.tck.cluster;

import io.limitrate.Limiter;
import io.limitrate.Policy;
import io.limitrate.Verdict;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.runtime.Limitrate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One node whose calls last some milliseconds, a program for a separate JVM: {@code SlotNodeMain
 * all-tally limitrate.yaml tally}. It has the commands and answers of {@link NodeMain}.
 *
 * <p>The tally of all nodes counts the calls that run, as users {@value #FULL} the times when all
 * slots were in use, and as failures the calls beyond the limit. The tally of the node counts the
 * calls that have begun and that have ended, as users {@value #BEGUN} and {@value #ENDED}.
 */
final class SlotNodeMain {
  /** The calls of the user at the same time. */
  static final int SLOTS = 5;

  static final int FULL = 0;
  static final int BEGUN = 0;
  static final int ENDED = 1;

  private static final System.Logger LOG = System.getLogger(SlotNodeMain.class.getName());
  private static final long CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Limiter limiter;
  private final List<Policy> policies;
  private final Tally all;
  private final Tally own;
  private volatile boolean stopped;

  private SlotNodeMain(Limitrate limitrate, Tally all, Tally own) {
    this.limiter = limitrate.limiter();
    this.policies = List.of(limitrate.policy("SLOTS"));
    this.all = all;
    this.own = own;
  }

  public static void main(String[] arguments) {
    int status = 1;
    try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
      SlotNodeMain node =
          new SlotNodeMain(
              Limitrate.start(Bootstrap.read(in, arguments[1])),
              Tally.open(Path.of(arguments[0])),
              Tally.open(Path.of(arguments[2])));
      say("ready");
      node.obey();
      status = 0;
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "The node fails", e);
    } finally {
      // Ends the process despite threads of the provider.
      Runtime.getRuntime().halt(status);
    }
  }

  private void obey() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("run ")) {
        stopped = false;
        for (int i = 0; i < Load.THREADS; i++) {
          new Thread(this::calls, "caller-" + i).start();
        }
      } else {
        stopped = true;
        say("served " + Served.of(own.admitted(BEGUN), 0, 0, new long[0]).text());
      }
    }
  }

  private void calls() {
    while (!stopped) {
      Verdict verdict = limiter.check(new UserCall("user"), policies);
      if (verdict.permitted()) {
        run(verdict);
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void run(Verdict verdict) {
    own.admit(BEGUN);
    long running = all.running(1);
    if (running == SLOTS) {
      all.admit(FULL);
    } else if (running > SLOTS) {
      all.fail();
    }
    LockSupport.parkNanos(CALL_NANOS);
    all.running(-1);
    own.admit(ENDED);
    verdict.end();
  }

  private static void say(String answer) {
    System.out.println(NodeMain.ANSWER + answer);
  }
}
