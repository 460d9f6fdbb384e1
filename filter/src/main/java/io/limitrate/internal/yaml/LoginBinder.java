package io.limitrate.internal.yaml;

import io.limitrate.FailureRule;
import io.limitrate.internal.path.ApplicationPath;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameNormalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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
    login.find("paths").map(s -> paths.read(s, setting.name())).ifPresent(builder::paths);
    login.find("methods").map(RulesBinder::methods).ifPresent(builder::methods);
    login.read("username", UsernameSources::parse).ifPresent(builder::username);
    login
        .read("normalizer", name -> components.find(UsernameNormalizer.class, name))
        .ifPresent(builder::normalizer);
    login.find("outcome").map(OutcomeBinder::read).ifPresent(builder::outcome);
    login.read("failure", LoginBinder::failure).ifPresent(builder::failure);
    login.read("page", ApplicationPath::checkPage).ifPresent(builder::page);
    login.find("consecutive").flatMap(LoginBinder::consecutive).ifPresent(builder::consecutive);
    limits(login, challenge(login, builder), builder);
    return builder.build();
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
        login.read("challenge", challenges::find).orElseGet(challenges::defaultChallenge);
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
    if (Stream.concat(Stream.of(address, user), device.map(DeviceSettings::limits).stream())
        .allMatch(limits -> limits.block().duration().isZero())) {
      login.reject("escalation", "no block of this login lasts a time");
    }
  }

  private static Optional<DeviceSettings> device(
      Section login, LimitsBinder binder, DeviceSettings defaults) {
    if (login.find("device").map(Setting::isNone).orElse(false)) {
      return Optional.empty();
    }
    Section device = login.below("device", DeviceBinder.KEYS);
    return Optional.of(
        DeviceBinder.read(device, binder.read(device, LoginLimits.DEVICE), defaults));
  }
}
