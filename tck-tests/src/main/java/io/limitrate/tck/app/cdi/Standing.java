package io.limitrate.tck.app.cdi;

import io.limitrate.Verdict;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Where the client of this request stands. */
@RequestScoped
public class Standing {
  @Inject private Verdict verdict;

  /** For the container. */
  public Standing() {}

  /** What is left of each policy, or that nothing limits the request. */
  String text() {
    if (!verdict.permitted()) {
      return "rejected";
    }
    StringBuilder text = new StringBuilder("permitted");
    verdict
        .charges()
        .forEach(
            c ->
                text.append(' ')
                    .append(c.policy().name())
                    .append(' ')
                    .append(c.decision().remaining()));
    return text.toString();
  }
}
