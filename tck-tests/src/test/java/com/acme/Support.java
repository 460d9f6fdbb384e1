package com.acme;

import io.limitrate.Decision;
import io.limitrate.Limits;
import io.limitrate.runtime.Limitrate;
import java.time.Duration;
import java.util.List;

/** Changes what policies have counted, for the pages of the support team. */
public final class Support {
  private final Limits limits = Limitrate.current().limits();

  /** Tells how many calls a user has left. */
  public String look(String user) {
    Decision now = limits.of("api").key(user).peek();
    return now.remaining() + " left of " + now.quota();
  }

  /** Forgets what a user has consumed. */
  public void forgive(String user) {
    limits.of("api").key(user).reset();
  }

  /** Charges the pages of a report that was printed at night, even if this leaves a debt. */
  public void charge(String user, String printer, int pages) {
    limits.of("print").key(user, printer).charge(pages);
  }

  /** Gives back the pages that the printer has crumpled. */
  public void crumpled(String user, String printer, int pages) {
    limits.of("print").key(user, printer).giveBack(pages);
  }

  /** Bans an abuser for an hour. */
  public void ban(String user, String administrator) {
    limits.of("api").key(user).ban(Duration.ofHours(1), administrator);
  }

  /** Lifts the ban of a user. */
  public boolean lift(String user, String administrator) {
    return limits.of("api").key(user).lift(administrator);
  }

  /** Lists the keys that have the least left. */
  public List<String> fullest() {
    return limits.of("api").fullest(20).stream()
        .map(key -> key.id() + " " + key.peek().remaining())
        .toList();
  }

  /** Lists the keys that this node rejected most often within the last minutes. */
  public List<String> offenders() {
    return limits.of("api").mostRejected().stream()
        .map(key -> key.id() + " " + key.rejections())
        .toList();
  }
}
