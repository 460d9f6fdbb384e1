package io.limitrate.internal.yaml;

import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.Own;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.internal.text.Suggestion;
import io.limitrate.login.LoginSettings.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads the challenges to which logins and the deny list refer by name. */
final class ChallengesBinder {
  private static final String ALTCHA = "altcha";
  private static final String NONE = "none";
  private static final List<String> WORK = List.of("algorithm", "cost", "prefix", "life");
  private static final List<String> OUTSIDE = List.of("unavailable", "timeout");
  private static final Map<String, Unavailable> UNAVAILABLE =
      Map.of(
          ALTCHA,
          Unavailable.PROOF_OF_WORK,
          "closed",
          Unavailable.CLOSED,
          "open",
          Unavailable.OPEN);
  private static final Function<String, Duration> LIFE = Times.between("10s", "1h");
  private static final Function<String, Duration> TIMEOUT = Times.between("100ms", "1m");

  private final Components components;
  private final boolean incomplete;
  private final Map<String, NamedChallenge> challenges =
      new TreeMap<>(Map.of(ALTCHA, NamedChallenge.BUILT_IN, NONE, NamedChallenge.NONE));

  private final Map<String, Setting> unused = new LinkedHashMap<>();

  /**
   * Creates a binder that holds the built-in challenges.
   *
   * @param incomplete whether challenges are below a misspelt key, so that their names are unknown
   */
  ChallengesBinder(Components components, boolean incomplete) {
    this.components = components;
    this.incomplete = incomplete;
  }

  void read(Setting setting) {
    for (Setting challenge : setting.entries()) {
      if (challenge.name().equalsIgnoreCase(NONE)) {
        challenge.addError("none means that a login has no challenge: choose another name");
      } else {
        challenges.put(challenge.name(), challenge(challenge));
        unused.put(challenge.name(), challenge);
      }
    }
  }

  /**
   * Returns the challenge of a name: a configured challenge, a built-in challenge, or {@code none}.
   *
   * @throws IllegalArgumentException when no challenge has the name
   */
  NamedChallenge find(String name) {
    NamedChallenge challenge = challenges.get(name.equalsIgnoreCase(NONE) ? NONE : name);
    if (challenge == null && incomplete) {
      return NamedChallenge.BUILT_IN;
    }
    if (challenge == null) {
      throw new IllegalArgumentException(
          "no such challenge, known are "
              + String.join(", ", challenges.keySet())
              + Suggestion.of(name, challenges.keySet()));
    }
    unused.remove(name);
    return challenge;
  }

  /**
   * Returns the proof of work of a name, for the deny list.
   *
   * @throws IllegalArgumentException when no challenge has the name, or it is no proof of work
   */
  ProofOfWork findWork(String name) {
    if (find(name).settings() instanceof ProofOfWork work) {
      return work;
    }
    throw new IllegalArgumentException(
        "deny needs a challenge of the provider altcha: name one, such as altcha");
  }

  /** Adds an error for each configured challenge that nothing uses. */
  void checkUsed() {
    unused
        .values()
        .forEach(
            challenge ->
                challenge.addError(
                    "no login of the file and no deny names it: name it, or remove it"));
  }

  /** Returns the challenge of logins that name no challenge. */
  NamedChallenge defaultChallenge() {
    return find(ALTCHA);
  }

  /** Returns the proof of work that replaces a challenge while its provider is unavailable. */
  ProofOfWork proofOfWork() {
    return defaultChallenge().settings() instanceof ProofOfWork work
        ? work
        : ChallengeSettings.DEFAULT;
  }

  private NamedChallenge challenge(Setting setting) {
    List<String> keys = new ArrayList<>(List.of("provider"));
    keys.addAll(WORK);
    keys.addAll(VendorBinder.KEYS);
    keys.addAll(OUTSIDE);
    Section challenge = setting.section(keys.toArray(String[]::new));
    return challenge
        .require("provider")
        .flatMap(Setting::text)
        .map(provider -> challenge(challenge, provider))
        .orElse(NamedChallenge.BUILT_IN);
  }

  private NamedChallenge challenge(Section challenge, String provider) {
    boolean work = provider.equalsIgnoreCase(ALTCHA);
    if (!work && challenge.whole().name().equals(ALTCHA)) {
      challenge.addError(
          "only a challenge of the provider altcha has this name: choose another name");
    }
    if (work) {
      reject(challenge, provider, VendorBinder.KEYS);
      reject(challenge, provider, OUTSIDE);
      return NamedChallenge.of(work(challenge));
    }
    reject(challenge, provider, WORK);
    for (Vendor vendor : Vendor.values()) {
      if (vendor.text().equalsIgnoreCase(provider)) {
        return outside(challenge, VendorBinder.read(challenge, vendor));
      }
    }
    reject(challenge, provider, VendorBinder.KEYS);
    return outside(
        challenge,
        challenge.read("provider", this::own).orElse(NamedChallenge.BUILT_IN.settings()));
  }

  private static void reject(Section challenge, String provider, List<String> keys) {
    keys.forEach(key -> challenge.reject(key, "it has no meaning for the provider " + provider));
  }

  private static ChallengeSettings work(Section challenge) {
    ProofOfWork defaults = ChallengeSettings.DEFAULT;
    return new ProofOfWork(
        challenge
            .find("algorithm")
            .flatMap(setting -> setting.choose(Algorithm.class, Algorithm::text))
            .orElse(defaults.algorithm()),
        whole(challenge, "cost", 10_000_000, defaults.cost()),
        whole(challenge, "prefix", 8, defaults.prefixHexDigits()),
        challenge.read("life", LIFE).orElse(defaults.life()));
  }

  private static int whole(Section challenge, String key, int most, int defaultValue) {
    return challenge
        .find(key)
        .flatMap(setting -> setting.whole(1, most))
        .map(Math::toIntExact)
        .orElse(defaultValue);
  }

  private ChallengeSettings own(String name) {
    try {
      return new Own(components.find(ChallengeProvider.class, name));
    } catch (IllegalArgumentException e) {
      List<String> known = List.of(ALTCHA, "hcaptcha", "recaptcha", "turnstile");
      throw new IllegalArgumentException(
          "must be altcha, hcaptcha, recaptcha, turnstile or a class: "
              + e.getMessage()
              + Suggestion.of(name, known),
          e);
    }
  }

  private static NamedChallenge outside(Section challenge, ChallengeSettings settings) {
    NamedChallenge defaults = NamedChallenge.of(settings);
    return new NamedChallenge(
        settings,
        challenge
            .find("unavailable")
            .flatMap(setting -> setting.choose(UNAVAILABLE))
            .orElse(defaults.unavailable()),
        challenge.read("timeout", TIMEOUT).orElse(defaults.timeout()));
  }
}
