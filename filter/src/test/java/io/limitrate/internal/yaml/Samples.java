package io.limitrate.internal.yaml;

import io.limitrate.Call;
import io.limitrate.Charge;
import io.limitrate.DecisionListener;
import io.limitrate.KeyResolver;
import io.limitrate.TierResolver;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import io.limitrate.config.Component;
import io.limitrate.config.ComponentSource;
import io.limitrate.login.LoginEvent;
import io.limitrate.login.LoginListener;
import io.limitrate.login.UsernameNormalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Valid and invalid classes of an application. */
public final class Samples {
  private Samples() {}

  /** Gives every call the same tier. */
  public static final class EveryoneIsGold implements TierResolver {
    @Override
    public String tier(Call call) {
      return "gold";
    }
  }

  /** Resolves every call to one tenant. */
  public static final class TenantKey implements KeyResolver {
    @Override
    public String resolve(Call call) {
      return "acme";
    }
  }

  /** Gives each of its objects a number of its own. */
  public static final class SerialNumber implements KeyResolver {
    private static final AtomicInteger LAST = new AtomicInteger();

    private final int number = LAST.incrementAndGet();

    @Override
    public String resolve(Call call) {
      return Integer.toString(number);
    }
  }

  /** A listener that the file names. */
  public static final class Counter implements DecisionListener {
    @Override
    public void decided(Charge charge) {}
  }

  /** A listener that is a service. */
  public static final class Service implements DecisionListener {
    @Override
    public void decided(Charge charge) {}
  }

  /** A listener for login events. */
  public static final class Alarm implements LoginListener {
    @Override
    public void happened(LoginEvent event) {}
  }

  /** A listener for decisions and login events. */
  public static final class Auditor implements DecisionListener, LoginListener {
    @Override
    public void decided(Charge charge) {}

    @Override
    public void happened(LoginEvent event) {}
  }

  /** A source of beans. The class of one bean is also a service. */
  public static final class Beans implements ComponentSource {
    static final List<String> LIFE = new ArrayList<>();

    private static final List<Bean> ALL =
        List.of(
            new Bean("auditor", Auditor.class, Auditor::new),
            new Bean("tenantKey", TenantKey.class, TenantKey::new),
            new Bean("twin", SerialNumber.class, SerialNumber::new),
            new Bean("twin", TenantKey.class, TenantKey::new),
            new Bean("broken", EveryoneIsGold.class, Beans::fail));

    private static Object fail() {
      throw new IllegalStateException("out of order");
    }

    @Override
    public <T> List<Component<T>> find(Class<T> type) {
      return ALL.stream()
          .filter(bean -> type.isAssignableFrom(bean.type))
          .<Component<T>>map(bean -> new Found<>(bean, type))
          .toList();
    }
  }

  /** A bean of the source. */
  private record Bean(String name, Class<?> type, Supplier<Object> maker) {}

  /** A component that the source has found. Two components of the same bean are equal. */
  private record Found<T>(Bean bean, Class<T> as) implements Component<T> {
    @Override
    public Class<?> type() {
      return bean.type;
    }

    @Override
    public boolean isNamed(String name) {
      return name.equals(bean.name);
    }

    @Override
    public T make() {
      Beans.LIFE.add("made " + bean.name);
      return as.cast(bean.maker.get());
    }

    @Override
    public void close() {
      Beans.LIFE.add("ended " + bean.name);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Found<?> found && found.bean.equals(bean);
    }

    @Override
    public int hashCode() {
      return bean.hashCode();
    }
  }

  /** Maps usernames to numbers. */
  public static final class Numbers implements UsernameNormalizer {
    @Override
    public String normalize(String username) {
      return username.replaceFirst("^0+", "");
    }
  }

  /** A challenge of the application. */
  public static final class Riddle implements ChallengeProvider {
    @Override
    public Challenge issue(ChallengeContext context) {
      return Challenge.of("riddle", "answer").build();
    }

    @Override
    public Verification verify(String token, ChallengeContext context, Duration deadline) {
      return Verification.failed("nobody knows");
    }
  }

  /** Has a constructor that throws. */
  public static final class Failing implements KeyResolver {
    public Failing() {
      throw new IllegalStateException("no database");
    }

    @Override
    public String resolve(Call call) {
      return "";
    }
  }

  /** Has a static initializer that throws. */
  public static final class Broken implements KeyResolver {
    private static final int NUMBER = Integer.parseInt("none");

    @Override
    public String resolve(Call call) {
      return Integer.toString(NUMBER);
    }
  }

  /** Has no constructor without parameters. */
  public static final class Demanding implements KeyResolver {
    private final String value;

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

  /** Is abstract. */
  public abstract static class Abstract implements KeyResolver {}
}
