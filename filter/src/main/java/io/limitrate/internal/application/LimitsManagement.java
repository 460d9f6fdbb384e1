package io.limitrate.internal.application;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Limits.LimitsMXBean;
import io.limitrate.Limits.OfKey;
import io.limitrate.Limits.OfPolicy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ManualLimits.PolicyLimits;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.response.Seconds;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.management.ObjectName;

/** The MBean of an application's limits, registered until it is closed. Thread-safe. */
final class LimitsManagement implements LimitsMXBean, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LimitsManagement.class.getName());
  private static final String ADMINISTRATOR = "an administrator by JMX";
  private static final String ID = "id=";
  private static final String BETWEEN_VALUES = " + ";

  private final ApplicationRuntime runtime;
  private final MBeanRegistration registration;

  /**
   * Registers the limits of a runtime.
   *
   * @throws IllegalStateException when the registration fails
   */
  LimitsManagement(ApplicationRuntime runtime) {
    this.runtime = runtime;
    String name = ObjectName.quote(Bootstrap.contextPath().orElse(ContextPath.ROOT).name());
    this.registration = new MBeanRegistration("limits", "Limits", name, runtime, this);
  }

  @Override
  public List<Rejected> mostRejected(String policy) {
    return answer(
        () ->
            ((PolicyLimits) runtime.limits().of(policy))
                .rejected().stream()
                    .map(
                        one ->
                            new SeenRejected(
                                one.key().text(),
                                Optional.ofNullable(one.tier()).orElse(""),
                                one.rejections()))
                    .map(Rejected.class::cast)
                    .toList());
  }

  @Override
  public Standing peek(String policy, String tier, String key) {
    return answer(() -> standing(find(policy, tier, key)));
  }

  @Override
  public List<Standing> fullest(String policy, int most) {
    return answer(
        () ->
            ((PolicyLimits) runtime.limits().of(policy))
                .full(most).stream()
                    .map(one -> standing(one.key().text(), one.present()))
                    .toList());
  }

  @Override
  public Standing reset(String policy, String tier, String key) {
    return change(policy, tier, key, "reset the count", KeyLimits::applyReset);
  }

  @Override
  public Standing charge(String policy, String tier, String key, long units) {
    return change(policy, tier, key, "charged " + units + " units", of -> of.applyCharge(units));
  }

  @Override
  public Standing giveBack(String policy, String tier, String key, long units) {
    return change(
        policy, tier, key, "gave back " + units + " units", of -> of.applyGiveBack(units));
  }

  @Override
  public List<BannedKey> bans(String policy) {
    return answer(() -> ManualBan.seen(runtime.limits().of(policy).bans()));
  }

  @Override
  public void ban(String policy, String tier, String key, long seconds) {
    boolean unused =
        answer(
            () -> {
              find(policy, tier, key).ban(Duration.ofSeconds(seconds), ADMINISTRATOR);
              return true;
            });
  }

  @Override
  public boolean lift(String policy, String tier, String key) {
    return answer(() -> find(policy, tier, key).lift(ADMINISTRATOR));
  }

  @Override
  public void refreshQuotas(String policy, String customer) {
    answer(
        () -> {
          runtime.limits().of(policy).refreshQuotas(customer);
          return customer;
        });
  }

  /**
   * Logs a change before it asks for the new standing, which may fail although the count is new.
   */
  private Standing change(
      String policy, String tier, String key, String what, Consumer<KeyLimits> change) {
    return answer(
        () -> {
          OfKey found = find(policy, tier, key);
          Key changed = Key.ofText(found.id());
          change.accept((KeyLimits) found);
          LOG.log(
              Level.INFO, "Policy {0}: an administrator {1} of {2} by JMX", policy, what, changed);
          return standing(found);
        });
  }

  private OfKey find(String policy, String tier, String key) {
    OfPolicy limits = runtime.limits().of(policy);
    OfPolicy ofTier = tier.isEmpty() ? limits : limits.tier(tier);
    if (key.startsWith(ID)) {
      return ofTier.keyOfId(key.substring(ID.length()));
    }
    List<PlainKey> alternatives =
        PlainKey.alternatives(runtime.application().enforced(policy).key());
    for (PlainKey alternative : alternatives) {
      String start = alternative + "=";
      if (key.startsWith(start)) {
        return ofTier
            .by(alternative.toString())
            .key(values(policy, alternative, key.substring(start.length())));
      }
    }
    throw new IllegalArgumentException(
        "policy "
            + policy
            + ": the key must begin with "
            + ID
            + " or with "
            + String.join("= or ", alternatives.stream().map(PlainKey::toString).toList())
            + "=");
  }

  private static String[] values(String policy, PlainKey alternative, String text) {
    return switch (alternative.valued().size()) {
      case 0 -> none(policy, alternative, text);
      case 1 -> new String[] {text};
      default -> text.split(BETWEEN_VALUES.replace("+", "\\+"), -1);
    };
  }

  private static String[] none(String policy, PlainKey alternative, String text) {
    if (!text.isEmpty()) {
      throw new IllegalArgumentException(
          "policy "
              + policy
              + ": key \""
              + alternative
              + "="
              + text
              + "\": must be "
              + alternative
              + "= without a value, because all callers share one count");
    }
    return new String[0];
  }

  private static Standing standing(OfKey key) {
    return standing(key.id(), key.peek());
  }

  private static Standing standing(String id, Decision decision) {
    return new SeenStanding(
        id, decision.quota().toString(), decision.remaining(), Seconds.ceil(decision.resetNanos()));
  }

  /** Answers with exceptions of the JDK, because a JMX client may lack other classes. */
  private static <A> A answer(Supplier<A> answer) {
    try {
      return answer.get();
    } catch (ConfigurationException e) {
      throw new IllegalArgumentException(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage());
    } catch (RuntimeException e) {
      throw new IllegalStateException(e.toString());
    }
  }

  @Override
  public void close() {
    registration.close();
  }

  /** A rejected key as JMX attributes. */
  public record SeenRejected(String id, String tier, long rejections) implements Rejected {
    @Override
    public String getId() {
      return id;
    }

    @Override
    public String getTier() {
      return tier;
    }

    @Override
    public long getRejections() {
      return rejections;
    }
  }
}
