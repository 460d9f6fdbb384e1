package io.limitrate.tck.app.cdi;

import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A listener that the configuration file does not name. */
@ApplicationScoped
public class Hearing implements DecisionListener {
  private final Queue<String> policies = new ConcurrentLinkedQueue<>();

  /** Creates the listener. The container calls this constructor. */
  public Hearing() {}

  @Override
  public void decided(Charge charge) {
    policies.add(charge.policy().name());
  }

  /** Returns the number of decisions that the listener received for a policy. */
  long count(String policy) {
    return policies.stream().filter(policy::equals).count();
  }
}
