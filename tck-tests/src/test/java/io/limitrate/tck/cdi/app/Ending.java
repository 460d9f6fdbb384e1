package io.limitrate.tck.cdi.app;

import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener of both kinds that lives as long as the object into which it is injected. */
@Dependent
@Named("ending")
public class Ending implements DecisionListener, LoginListener {
  private static final List<String> LIFE = new CopyOnWriteArrayList<>();

  static String life() {
    return String.join(" ", LIFE);
  }

  @PostConstruct
  void begin() {
    LIFE.add("made");
  }

  @Override
  public void decided(Charge charge) {
    LIFE.add("decision");
  }

  @Override
  public void happened(LoginEvent event) {
    LIFE.add("login");
  }

  @PreDestroy
  void end() {
    LIFE.add("ended");
  }
}
