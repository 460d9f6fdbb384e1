package io.limitrate.config;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.KeyResolver;
import io.limitrate.TierResolver;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes of an application, good ones and bad ones. */
public final class Samples {
  private Samples() {}

  /** A tier for all. */
  public static final class EveryoneIsGold implements TierResolver {
    @Override
    public String tier(Call call) {
      return "gold";
    }
  }

  /** One tenant. */
  public static final class TenantKey implements KeyResolver {
    @Override
    public String resolve(Call call) {
      return "acme";
    }
  }

  /** Tells its objects apart. */
  public static final class SerialNumber implements KeyResolver {
    private static final AtomicInteger LAST = new AtomicInteger();

    private final int number = LAST.incrementAndGet();

    @Override
    public String resolve(Call call) {
      return Integer.toString(number);
    }
  }

  /** A listener that is named. */
  public static final class Counter implements DecisionListener {
    @Override
    public void decided(Charge charge) {}
  }

  /** A listener that is a service. */
  public static final class Service implements DecisionListener {
    @Override
    public void decided(Charge charge) {}
  }

  /** Cannot be made. */
  public static final class Failing implements KeyResolver {
    /** Fails. */
    public Failing() {
      throw new IllegalStateException("no database");
    }

    @Override
    public String resolve(Call call) {
      return "";
    }
  }

  /** Cannot be initialized. */
  public static final class Broken implements KeyResolver {
    private static final int NUMBER = Integer.parseInt("none");

    @Override
    public String resolve(Call call) {
      return Integer.toString(NUMBER);
    }
  }

  /** Has no fitting constructor. */
  public static final class Demanding implements KeyResolver {
    private final String value;

    /** Takes something. */
    public Demanding(String value) {
      this.value = value;
    }

    @Override
    public String resolve(Call call) {
      return value;
    }
  }

  static final class Hidden implements KeyResolver {
    @Override
    public String resolve(Call call) {
      return "";
    }
  }

  /** Is no class that objects can be made of. */
  public abstract static class Abstract implements KeyResolver {}
}
