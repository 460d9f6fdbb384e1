package io.limitrate.tck.app.cdi;

import io.limitrate.Verdict;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** Describes the verdict of the current request. */
@RequestScoped
public class Standing {
  @Inject private Verdict verdict;

  /** Creates the bean. The container calls this constructor. */
  public Standing() {}

  /**
   * Returns the remaining units of each policy; no policy is listed if nothing limits the request.
   */
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
