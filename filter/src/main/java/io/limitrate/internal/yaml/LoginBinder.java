package io.limitrate.internal.yaml;

import io.limitrate.FailureRule;
import io.limitrate.internal.path.ApplicationPath;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameNormalizer;
import java.util.Locale;
import java.util.Optional;

/** Reads the settings of a protected login. */
final class LoginBinder {
  private static final String[] KEYS = {
    "paths",
    "methods",
    "username",
    "normalizer",
    "address",
    "user",
    "device",
    "escalation",
    "outcome",
    "challenge",
    "failure",
    "page",
    "consecutive"
  };

  private final Components components;
  private final ChallengesBinder challenges;
  private final LoginPaths paths;

  LoginBinder(Components components, ChallengesBinder challenges, LoginPaths paths) {
    this.components = components;
    this.challenges = challenges;
    this.paths = paths;
  }

  LoginSettings read(Setting setting) {
    Section login = setting.section(KEYS);
    LoginSettings.Builder builder = begin(setting);
    if (login.has("paths")) {
      builder.paths(paths.read(login.get("paths"), setting.name()));
    }
    if (login.has("methods")) {
      builder.methods(RulesBinder.methods(login.get("methods")));
    }
    if (login.has("outcome")) {
      builder.outcome(OutcomeBinder.read(login.get("outcome")));
    }
    if (login.has("consecutive")) {
      consecutive(login.get("consecutive")).ifPresent(builder::consecutive);
    }
    texts(login, builder);
    limits(login, challenge(login, builder), builder);
    return builder.build();
  }

  private void texts(Section login, LoginSettings.Builder builder) {
    if (login.has("username")) {
      login.get("username").read(UsernameSources::parse).ifPresent(builder::username);
    }
    if (login.has("normalizer")) {
      login
          .get("normalizer")
          .read(name -> components.find(UsernameNormalizer.class, name))
          .ifPresent(builder::normalizer);
    }
    if (login.has("failure")) {
      login.get("failure").read(LoginBinder::failure).ifPresent(builder::failure);
    }
    if (login.has("page")) {
      login.get("page").read(ApplicationPath::checkPage).ifPresent(builder::page);
    }
  }

  private static LoginSettings.Builder begin(Setting setting) {
    try {
      return LoginSettings.builder(setting.name());
    } catch (IllegalArgumentException e) {
      setting.addError("the name must be 1 to 100 letters, digits and . _ -");
      return LoginSettings.builder("wrong");
    }
  }

  private static FailureRule failure(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "closed" -> FailureRule.CLOSED;
      case "local" -> FailureRule.LOCAL;
      case "open" ->
          throw new IllegalArgumentException(
              "must be closed or local: with open, an attack on the store would switch off the"
                  + " guard");
      default -> throw new IllegalArgumentException("must be one of closed, local");
    };
  }

  private static Optional<Integer> consecutive(Setting setting) {
    return setting.isNone() ? Optional.of(0) : setting.whole(1, 100).map(Math::toIntExact);
  }

  private boolean challenge(Section login, LoginSettings.Builder builder) {
    NamedChallenge challenge =
        login.has("challenge")
            ? login.get("challenge").read(challenges::find).orElseGet(challenges::defaultChallenge)
            : challenges.defaultChallenge();
    if (!challenge.asks()) {
      login.reject("page", "the login has no challenge to show");
    }
    builder
        .challenge(challenge.settings())
        .unavailable(challenge.unavailable())
        .proofOfWork(challenges.proofOfWork())
        .challengeTimeout(challenge.timeout());
    return challenge.asks();
  }

  private static void limits(Section login, boolean asks, LoginSettings.Builder builder) {
    DeviceSettings defaults = builder.build().device().orElseThrow();
    Escalation escalation = Escalation.read(login.below("escalation", "factor", "max", "memory"));
    LimitsBinder binder = new LimitsBinder(escalation, asks);
    LoginLimits address =
        binder.read(
            login.below("address", "attempts", "failures", "challenge", "block", "spraying"),
            LoginLimits.ADDRESS);
    LoginLimits user =
        binder.read(
            login.below("user", "attempts", "failures", "challenge", "block"), LoginLimits.USER);
    Optional<DeviceSettings> device = device(login, binder, defaults);
    builder.address(address).user(user).device(device.orElse(null));
    if (blocksNever(address)
        && blocksNever(user)
        && (device.isEmpty() || blocksNever(device.get().limits()))) {
      login.reject("escalation", "no block of this login lasts a time");
    }
  }

  private static boolean blocksNever(LoginLimits limits) {
    return limits.block().duration().isZero();
  }

  private static Optional<DeviceSettings> device(
      Section login, LimitsBinder binder, DeviceSettings defaults) {
    if (login.isNone("device")) {
      return Optional.empty();
    }
    Section device = login.below("device", DeviceBinder.KEYS);
    return Optional.of(
        DeviceBinder.read(device, binder.read(device, LoginLimits.DEVICE), defaults));
  }
}
