package io.limitrate.tck.app.cdi;

import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that no file names. */
@ApplicationScoped
public class Hearing implements DecisionListener {
  private final Queue<String> policies = new ConcurrentLinkedQueue<>();

  /** For the container. */
  public Hearing() {}

  @Override
  public void decided(Charge charge) {
    policies.add(charge.policy().name());
  }

  /** How many decisions of a policy were heard of. */
  long count(String policy) {
    return policies.stream().filter(policy::equals).count();
  }
}
